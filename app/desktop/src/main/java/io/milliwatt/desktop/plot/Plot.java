package io.milliwatt.desktop.plot;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// A canvas as large as its region, in the colours of the theme. Drawn once per pulse.
public abstract class Plot extends Region {
    private static final Map<Ink, CssMetaData<Plot, Color>> INKS = inks();
    private static final List<CssMetaData<? extends Styleable, ?>> META_DATA = metaData();

    private final Canvas canvas = new Canvas();
    private final Map<Ink, SimpleStyleableObjectProperty<Color>> colors = new EnumMap<>(Ink.class);

    /// @param role what it is, for a screen reader: `Jitter over time`
    protected Plot(String role) {
        getStyleClass().add("plot");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(role);
        canvas.setManaged(false);
        getChildren().add(canvas);
        for (Ink ink : Ink.values()) {
            var color =
                    new SimpleStyleableObjectProperty<Color>(
                            metaData(ink), this, ink.css(), ink.standard());
            color.addListener((_, _, _) -> redraw());
            colors.put(ink, color);
        }
    }

    private static CssMetaData<Plot, Color> metaData(Ink ink) {
        CssMetaData<Plot, Color> found = INKS.get(ink);
        if (found == null) {
            throw new IllegalStateException("no style property for " + ink);
        }
        return found;
    }

    /// Asks for a drawing in the next pulse.
    protected final void redraw() {
        requestLayout();
    }

    /// The colour for a purpose.
    protected final Color color(Ink ink) {
        SimpleStyleableObjectProperty<Color> property = colors.get(ink);
        Color set = property == null ? null : property.get();
        return set == null ? ink.standard() : set;
    }

    /// Draws on an empty canvas of this size.
    protected abstract void draw(GraphicsContext g, double width, double height);

    @Override
    protected final void layoutChildren() {
        double width = Math.max(0, getWidth());
        double height = Math.max(0, getHeight());
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        if (width > 0 && height > 0) {
            draw(g, width, height);
        }
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return META_DATA;
    }

    private StyleableProperty<Color> styleable(Ink ink) {
        SimpleStyleableObjectProperty<Color> property = colors.get(ink);
        if (property == null) {
            throw new IllegalStateException("no colour for " + ink);
        }
        return property;
    }

    private static Map<Ink, CssMetaData<Plot, Color>> inks() {
        Map<Ink, CssMetaData<Plot, Color>> all = new EnumMap<>(Ink.class);
        for (Ink ink : Ink.values()) {
            all.put(
                    ink,
                    new CssMetaData<>(
                            ink.css(), StyleConverter.getColorConverter(), ink.standard()) {
                        @Override
                        public boolean isSettable(Plot plot) {
                            return true;
                        }

                        @Override
                        public StyleableProperty<Color> getStyleableProperty(Plot plot) {
                            return plot.styleable(ink);
                        }
                    });
        }
        return all;
    }

    private static List<CssMetaData<? extends Styleable, ?>> metaData() {
        List<CssMetaData<? extends Styleable, ?>> all =
                new ArrayList<>(Region.getClassCssMetaData());
        all.addAll(INKS.values());
        return List.copyOf(all);
    }
}
