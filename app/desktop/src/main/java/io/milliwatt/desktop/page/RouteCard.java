package io.milliwatt.desktop.page;

import io.milliwatt.bench.route.ClientSystem;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.desktop.bench.FixBox;
import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.engine.EngineViewModel;
import io.milliwatt.presentation.network.RouteViewModel;
import io.milliwatt.presentation.network.RouteViewModel.Sight;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The way from the LAN to containers at their own addresses: what stands in it on this host, the
/// changes that remove it, and what the phone or its router must be told.
final class RouteCard extends VBox {
    private final RouteViewModel route;
    private final ProbePane probes;
    private final VBox body = new VBox(12);
    private int chosenSystem;

    /// @param engine who can be asked from the LAN
    RouteCard(RouteViewModel route, EngineViewModel engine) {
        this.route = route;
        probes = new ProbePane(route, engine);
        body.getStyleClass().add("card-body");
        Card card = new Card("Route to containers");
        card.header(
                Nodes.iconButton(
                        Material2OutlinedMZ.REFRESH, "Look at routes and rules", route::look));
        card.body(body);
        getChildren().add(card);
        route.sight().addListener((_, _, _) -> show());
        route.problem().addListener((_, _, _) -> show());
        route.working().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        List<Node> nodes = new ArrayList<>();
        route.problem().get().ifPresent(problem -> nodes.add(problem(problem)));
        route.sight().get().ifPresent(seen -> nodes.addAll(seen(seen)));
        if (route.sight().get().isEmpty()) {
            nodes.add(
                    Nodes.text(
                            "In mode container an engine is reached at its own address. A phone on"
                                    + " the LAN needs a route there, and this host must let its"
                                    + " packets through.",
                            "muted"));
            nodes.add(look());
        }
        nodes.add(probes);
        body.getChildren().setAll(nodes);
    }

    private Node look() {
        Button look =
                Nodes.button(
                        route.working().get() ? "Looking …" : "Look at routes and rules",
                        route::look);
        look.setId("route-look");
        look.setDisable(route.working().get());
        return look;
    }

    private static Node problem(Problem problem) {
        VBox box = new VBox(6, Nodes.text(problem.happened(), "field-problem"));
        if (!problem.fix().isBlank()) {
            box.getChildren().add(FixBox.of(problem.fix()));
        }
        return box;
    }

    private List<Node> seen(Sight seen) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(
                Nodes.text(
                        "From the LAN "
                                + seen.survey().lan().subnet()
                                + " ("
                                + seen.survey().lan().device()
                                + ") to Docker's network "
                                + seen.survey().network().name()
                                + ", "
                                + seen.survey().network().subnet()));
        seen.survey()
                .overlaps()
                .forEach(overlap ->
                        nodes.add(
                                marked(
                                        Material2OutlinedAL.ERROR,
                                        "bad",
                                        "This host has a route to "
                                                + overlap.destination()
                                                + " on "
                                                + overlap.device()
                                                + " already: the two overlap")));
        for (Obstacle obstacle : seen.obstacles()) {
            nodes.add(
                    marked(
                            Material2OutlinedAL.ERROR_OUTLINE,
                            "warn",
                            obstacle.kind().words() + " · " + obstacle.seen()));
        }
        if (seen.obstacles().isEmpty()) {
            nodes.add(
                    marked(
                            Material2OutlinedAL.CHECK_CIRCLE,
                            "good",
                            "This host lets the LAN's packets through to the containers"));
        }
        nodes.addAll(changes(seen));
        nodes.addAll(phone(seen));
        return nodes;
    }

    private static Node marked(org.kordamp.ikonli.Ikon icon, String colour, String words) {
        HBox row = new HBox(8, Nodes.icon(icon, colour), Nodes.text(words));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private List<Node> changes(Sight seen) {
        List<Node> nodes = new ArrayList<>();
        for (RouteStep step : seen.steps()) {
            String command = step.command().changeByHand();
            nodes.add(Nodes.text(step.why(), "muted"));
            nodes.add(FixBox.command(command));
        }
        for (HostChange change : seen.inForce()) {
            nodes.add(
                    marked(Material2OutlinedMZ.SETTINGS, "muted", "In force: " + change.purpose()));
        }
        HBox buttons = new HBox(8);
        if (!seen.steps().isEmpty()) {
            Button open = Nodes.button("Make these changes", route::open, "accent");
            open.setId("route-open");
            open.setDisable(route.working().get());
            buttons.getChildren().add(open);
        }
        if (!seen.inForce().isEmpty()) {
            Button close = Nodes.button("Undo what was changed", route::close);
            close.setId("route-close");
            close.setDisable(route.working().get());
            buttons.getChildren().add(close);
        }
        if (!buttons.getChildren().isEmpty()) {
            nodes.add(buttons);
        }
        return nodes;
    }

    private List<Node> phone(Sight seen) {
        List<ClientSystem.Commands> all = seen.commands();
        ChoiceBox<String> systems = new ChoiceBox<>();
        systems.setId("route-system");
        all.forEach(each -> systems.getItems().add(each.system().title()));
        VBox commands = new VBox(6);
        systems.getSelectionModel()
                .selectedIndexProperty()
                .addListener((_, _, index) -> {
                    chosenSystem = index.intValue();
                    commands.getChildren().setAll(commands(all.get(chosenSystem)));
                });
        systems.getSelectionModel().select(chosenSystem);
        Label name = Nodes.label("The phone, or its router, runs");
        name.setLabelFor(systems);
        HBox row = new HBox(12, name, systems);
        row.setAlignment(Pos.CENTER_LEFT);
        return List.of(row, commands);
    }

    private static List<Node> commands(ClientSystem.Commands commands) {
        List<Node> nodes = new ArrayList<>();
        if (!commands.temporary().isEmpty()) {
            nodes.add(FixBox.command(commands.temporary()));
        }
        if (!commands.persistent().isEmpty()) {
            nodes.add(Nodes.text("To keep it after a restart", "caption"));
            nodes.add(FixBox.command(commands.persistent()));
        }
        nodes.add(Nodes.text("To undo it", "caption"));
        nodes.add(FixBox.command(commands.undo()));
        nodes.add(Nodes.text(Format.sentence(commands.note()), "caption"));
        return nodes;
    }
}
