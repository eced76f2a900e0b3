package io.milliwatt.desktop.call;

import io.milliwatt.presentation.tap.HopRow;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A line of the table of hops: it stays the same while its figures change, so that a table of a
/// thousand lines has to do with those only that are seen.
final class HopLine {
    private final ReadOnlyObjectWrapper<HopRow> row;

    HopLine(HopRow row) {
        this.row = new ReadOnlyObjectWrapper<>(row);
    }

    HopRow.Key key() {
        return row.get().key();
    }

    ReadOnlyObjectProperty<HopRow> row() {
        return row.getReadOnlyProperty();
    }

    void set(HopRow newest) {
        if (!newest.equals(row.get())) {
            row.set(newest);
        }
    }
}
