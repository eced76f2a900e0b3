package io.milliwatt.desktop.terminal;

import io.milliwatt.desktop.plot.Ink;
import io.milliwatt.desktop.plot.Plot;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.terminal.CellStyle;
import io.milliwatt.presentation.terminal.ScreenLine;
import io.milliwatt.presentation.terminal.ScreenPicture;
import io.milliwatt.presentation.terminal.ScreenPicture.Place;
import io.milliwatt.presentation.terminal.TerminalState;
import io.milliwatt.presentation.terminal.TerminalViewModel;
import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/// The screen of a terminal.
public final class TerminalPane extends Plot {
    private static final double CELL_WIDTH = 8;
    private static final double MARGIN = 10;
    private static final int WHEEL_LINES = 3;
    private static final double SELECTION = 0.3;

    private final TerminalViewModel terminal;
    private final CellFont font = CellFont.of(CELL_WIDTH);
    private final ContextMenu menu = new ContextMenu();
    private ScreenPicture picture;
    private Optional<Place> marked = Optional.empty();
    private Optional<Place> markedTo = Optional.empty();

    public TerminalPane(TerminalViewModel terminal) {
        super("Terminal");
        this.terminal = terminal;
        picture = terminal.picture();
        getStyleClass().add("terminal");
        setId("terminal");
        setFocusTraversable(true);
        setCursor(Cursor.TEXT);
        setMinSize(0, 0);
        terminal.revision().addListener((_, _, _) -> redraw());
        terminal.state().addListener((_, _, _) -> redraw());
        focusedProperty().addListener((_, _, _) -> redraw());
        var keyboard =
                new TerminalKeyboard(
                        terminal,
                        this::copy,
                        this::paste,
                        () -> terminal.scroll(rows() - 1),
                        () -> terminal.scroll(1 - rows()));
        setOnKeyPressed(keyboard::pressed);
        setOnKeyTyped(keyboard::typed);
        mouse();
    }

    private void mouse() {
        MenuItem copy = new MenuItem("Copy (Ctrl+Shift+C)");
        copy.setOnAction(_ -> copy());
        MenuItem paste = new MenuItem("Paste (Ctrl+Shift+V)");
        paste.setOnAction(_ -> paste());
        menu.getItems().addAll(copy, paste);
        setOnContextMenuRequested(event -> {
            copy.setDisable(marked.isEmpty());
            menu.show(this, event.getScreenX(), event.getScreenY());
        });
        setOnMousePressed(event -> {
            requestFocus();
            menu.hide();
            if (event.getButton() == MouseButton.PRIMARY) {
                marked = Optional.empty();
                markedTo = Optional.empty();
                if (event.getClickCount() == 2) {
                    markWord(place(event));
                } else {
                    marked = Optional.of(place(event));
                }
                redraw();
            } else if (event.getButton() == MouseButton.MIDDLE) {
                paste();
            }
        });
        setOnMouseDragged(event -> {
            if (event.getButton() == MouseButton.PRIMARY && marked.isPresent()) {
                markedTo = Optional.of(place(event));
                redraw();
            }
        });
        setOnScroll(event -> {
            if (event.getDeltaY() != 0) {
                terminal.scroll(event.getDeltaY() > 0 ? WHEEL_LINES : -WHEEL_LINES);
            }
            event.consume();
        });
    }

    private Place place(MouseEvent event) {
        int row = (int) Math.floor((event.getY() - MARGIN) / font.height());
        int column = (int) Math.floor((event.getX() - MARGIN) / font.width());
        int last = picture.lines().size() - 1;
        return new Place(
                picture.firstLine() + Math.clamp(row, 0, last),
                Math.clamp(column, 0, picture.lines().getFirst().columns() - 1));
    }

    private void markWord(Place at) {
        ScreenLine line = picture.lines().get((int) (at.line() - picture.firstLine()));
        if (line.codePoint(at.column()) <= ' ') {
            return;
        }
        int from = at.column();
        int to = at.column();
        while (from > 0 && line.codePoint(from - 1) > ' ') {
            from--;
        }
        while (to < line.columns() - 1 && line.codePoint(to + 1) > ' ') {
            to++;
        }
        marked = Optional.of(new Place(at.line(), from));
        markedTo = Optional.of(new Place(at.line(), to));
    }

    private void copy() {
        if (marked.isPresent() && markedTo.isPresent()) {
            ClipboardContent content = new ClipboardContent();
            content.putString(terminal.text(marked.get(), markedTo.get()));
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    private void paste() {
        String text = Clipboard.getSystemClipboard().getString();
        if (text != null && !text.isEmpty()) {
            terminal.paste(text);
        }
    }

    private int rows() {
        return (int) ((getHeight() - 2 * MARGIN) / font.height());
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        int columns = (int) ((width - 2 * MARGIN) / font.width());
        if (columns < 2 || rows() < 2) {
            return;
        }
        terminal.resize(columns, rows());
        picture = terminal.picture();
        CellColors colors = CellColors.of(color(Ink.TEXT), color(Ink.SURFACE));
        g.setFill(colors.ground());
        g.fillRect(0, 0, width, height);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(javafx.geometry.VPos.BASELINE);
        for (int row = 0; row < picture.lines().size(); row++) {
            draw(g, colors, picture.lines().get(row), MARGIN + row * font.height());
        }
        select(g);
        if (terminal.state().get() instanceof TerminalState.Open) {
            cursor(g, colors);
        }
        if (picture.below() > 0) {
            back(g, width);
        }
    }

    /// A line, run by run of the same style.
    private void draw(GraphicsContext g, CellColors colors, ScreenLine line, double y) {
        int begin = 0;
        while (begin < line.columns()) {
            int end = begin + 1;
            while (end < line.columns() && line.style(end).equals(line.style(begin))) {
                end++;
            }
            run(g, colors, line, begin, end, y);
            begin = end;
        }
    }

    private void run(
            GraphicsContext g, CellColors colors, ScreenLine line, int begin, int end, double y) {
        CellStyle style = line.style(begin);
        Color ground = colors.background(style);
        double x = MARGIN + begin * font.width();
        if (!ground.equals(colors.ground())) {
            g.setFill(ground);
            g.fillRect(x, y, (end - begin) * font.width(), font.height());
        }
        g.setFill(colors.foreground(style));
        g.setFont(style.has(CellStyle.BOLD) ? font.bold() : font.plain());
        text(g, line, begin, end, y + font.ascent());
        if (style.has(CellStyle.UNDERLINE)) {
            g.fillRect(x, y + font.ascent() + 2, (end - begin) * font.width(), 1);
        }
        if (style.has(CellStyle.STRUCK)) {
            double middle = Math.round(y + font.ascent() * 0.7);
            g.fillRect(x, middle, (end - begin) * font.width(), 1);
        }
    }

    /// What is of the font's own width is drawn at once, the rest cell by cell.
    private void text(GraphicsContext g, ScreenLine line, int begin, int end, double base) {
        var plain = new StringBuilder();
        int plainBegin = begin;
        for (int i = begin; i <= end; i++) {
            int c = i < end ? line.codePoint(i) : 0;
            if (c >= ' ' && c < 0x7F) {
                if (plain.isEmpty()) {
                    plainBegin = i;
                }
                plain.append((char) c);
                continue;
            }
            if (!plain.isEmpty() && !plain.toString().isBlank()) {
                g.fillText(plain.toString(), MARGIN + plainBegin * font.width(), base);
            }
            plain.setLength(0);
            if (c > ' ') {
                g.fillText(Character.toString(c), MARGIN + i * font.width(), base);
            }
        }
    }

    private void select(GraphicsContext g) {
        if (marked.isEmpty() || markedTo.isEmpty()) {
            return;
        }
        g.setFill(color(Ink.LINE).deriveColor(0, 1, 1, SELECTION));
        for (int row = 0; row < picture.lines().size(); row++) {
            int columns = picture.lines().get(row).columns();
            int from = -1;
            int to = -1;
            for (int column = 0; column < columns; column++) {
                var cell = new Place(picture.firstLine() + row, column);
                if (ScreenPicture.contains(marked.get(), markedTo.get(), cell)) {
                    from = from < 0 ? column : from;
                    to = column;
                }
            }
            if (from >= 0) {
                g.fillRect(
                        MARGIN + from * font.width(),
                        MARGIN + row * font.height(),
                        (to - from + 1) * font.width(),
                        font.height());
            }
        }
    }

    private void cursor(GraphicsContext g, CellColors colors) {
        if (picture.cursorRow() < 0 || picture.cursorRow() >= picture.lines().size()) {
            return;
        }
        double x = MARGIN + picture.cursorColumn() * font.width();
        double y = MARGIN + picture.cursorRow() * font.height();
        if (!isFocused()) {
            g.setStroke(colors.text());
            g.setLineWidth(1);
            g.strokeRect(x + 0.5, y + 0.5, font.width() - 1, font.height() - 1);
            return;
        }
        ScreenLine line = picture.lines().get(picture.cursorRow());
        g.setFill(colors.text());
        g.fillRect(x, y, font.width(), font.height());
        g.setFill(colors.ground());
        g.setFont(font.plain());
        int c = line.codePoint(picture.cursorColumn());
        if (c > ' ') {
            g.fillText(Character.toString(c), x, y + font.ascent());
        }
    }

    private void back(GraphicsContext g, double width) {
        String words = Format.count(picture.below()) + " lines below";
        g.setFont(font.plain());
        double room = words.length() * font.width() + 16;
        g.setFill(color(Ink.LINE));
        g.fillRoundRect(width - room - 8, 6, room, font.height() + 4, 8, 8);
        g.setFill(color(Ink.SURFACE));
        g.fillText(words, width - room, 8 + font.ascent());
    }
}
