package io.milliwatt.desktop.bench;

import io.milliwatt.bench.network.AddressState;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.engine.AddressNotice;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// Tells that the engine's address is gone or a better one came; shown only then.
final class AddressBar extends HBox {
    private final AddressNotice notice;
    private final Label words = Nodes.text("");
    private final Button again;

    AddressBar(AddressNotice notice) {
        super(12);
        this.notice = notice;
        again = Nodes.button("Launch again", notice::relaunch, "accent");
        again.setId("address-relaunch");
        again.setMinWidth(USE_PREF_SIZE);
        words.setId("address-words");
        getStyleClass().add("notice");
        setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        getChildren()
                .addAll(
                        Nodes.icon(Material2OutlinedAL.ERROR_OUTLINE, "warn"),
                        words,
                        again,
                        Nodes.iconButton(
                                Material2OutlinedAL.CLOSE, "Leave it as it is", notice::dismiss));
        notice.state().addListener((_, _, now) -> show(now));
        show(notice.state().get());
    }

    private void show(AddressState state) {
        boolean right = state instanceof AddressState.Right;
        Nodes.show(this, !right);
        if (right) {
            return;
        }
        words.setText(Format.sentence(state.words()));
        notice.relaunchWith()
                .ifPresent(address -> again.setText("Launch again at " + Format.address(address)));
        Nodes.show(again, notice.relaunchWith().isPresent());
        Nodes.tooltip(again, "Ends the calls of the engine");
    }
}
