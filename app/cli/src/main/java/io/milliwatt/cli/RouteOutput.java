package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.route.ClientSystem;
import io.milliwatt.bench.route.EngineAdvice;
import io.milliwatt.bench.route.HostRoute;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.bench.route.ProbeReport;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.route.RuleWords;
import io.milliwatt.bench.toolbox.HostChange;
import java.util.List;

/// Prints what is known of the way to a container network.
final class RouteOutput {
    private static final int PORT = LaunchRequest.DEFAULT_SIP_PORT;

    private final Console console;

    RouteOutput(Console console) {
        this.console = console;
    }

    void survey(
            RouteSurvey survey,
            List<ClientSystem.Commands> commands,
            List<EngineAdvice> advice,
            List<HostChange> inForce) {
        console.line(
                "Network  %s, %s on %s",
                survey.network().name(), survey.network().subnet(), survey.network().bridge());
        console.line(
                "LAN      %s on %s, this host is %s",
                survey.lan().subnet(), survey.lan().device(), survey.lan().hostText());
        survey.facts().routes().forEach(it -> console.line("Route    %s", it.words()));
        survey.overlaps()
                .forEach(it ->
                        console.line(
                                "Overlap  %s: it shares addresses with the container network",
                                it.words()));
        RuleWords.of(survey).forEach(it -> console.line("Rule     %s", it));
        List<Obstacle> obstacles = survey.obstacles(PORT);
        for (Obstacle each : obstacles) {
            console.line("Obstacle %s", each.kind().words());
            console.line("         %s", each.seen());
        }
        if (obstacles.isEmpty()) {
            console.line("Host     lets packets of the LAN through");
        }
        survey.unknownRules(PORT)
                .forEach(it -> console.line("Unknown  what this rule does cannot be told: %s", it));
        inForce.forEach(it -> console.line("Changed  %s", it.purpose()));
        survey.steps(PORT).forEach(this::step);
        advice.forEach(it -> {
            console.line("For good %s", it.title());
            console.line("         %s", it.command());
            console.line("         opens %s; undo: %s", it.opens(), it.undo());
        });
        commands.forEach(this::client);
    }

    /// One change of the host.
    void step(RouteStep step) {
        console.line("Change   %s", step.why());
        console.line("         %s", step.command().changeByHand());
        console.line("         undo: %s", step.command().undoByHand());
    }

    /// The phone's side.
    void client(ClientSystem.Commands commands) {
        console.line("Phone    %s (%s)", commands.system().title(), commands.note());
        if (!commands.temporary().isEmpty()) {
            console.line("         %s", commands.temporary());
        }
        if (!commands.persistent().isEmpty()) {
            console.line("         for good: %s", commands.persistent());
        }
        console.line("         undo: %s", commands.undo());
    }

    void report(ProbeReport report, RouteSurvey survey) {
        console.line(
                "From     %s", report.answer().from().isEmpty() ? "-" : report.answer().from());
        console.line(
                "SIP      %s",
                report.answer().sipAnswer().isEmpty() ? "no answer" : report.answer().sipAnswer());
        console.line("RTP      %d packets came back", report.answer().rtpBack());
        console.line("Host     %d packets of the probe came here", report.arrived());
        if (report.obstacle().isEmpty()) {
            console.line(
                    "Verdict  open: a phone with the route is heard at the container's address");
            return;
        }
        Obstacle obstacle = report.obstacle().get();
        console.line("Verdict  %s", obstacle.kind().words());
        console.line("         %s", obstacle.seen());
        survey.step(obstacle.kind()).ifPresent(this::step);
        switch (obstacle.kind()) {
            case NO_ROUTE ->
                    client(
                            ClientSystem.LINUX.commands(
                                    survey.network().subnet(), survey.lan().hostText()));
            case RAW_DROP, FORWARDING_OFF, FORWARD_DROP ->
                    console.line("Next     ./milliwatt route add --yes");
            case NO_ANSWER, NO_MEDIA, INPUT_DROP ->
                    console.line("Next     ./milliwatt engine logs");
        }
    }

    static ObjectNode json(
            RouteSurvey survey,
            List<ClientSystem.Commands> commands,
            List<EngineAdvice> advice,
            List<HostChange> inForce) {
        var json = JsonNodeFactory.instance.objectNode();
        json.putObject("network")
                .put("name", survey.network().name())
                .put("subnet", survey.network().subnet().toString())
                .put("bridge", survey.network().bridge())
                .put("gateway", survey.network().gateway());
        json.putObject("lan")
                .put("subnet", survey.lan().subnet().toString())
                .put("interface", survey.lan().device())
                .put("host", survey.lan().hostText());
        json.put("forwards", survey.facts().forwards());
        ArrayNode routes = json.putArray("routes");
        for (HostRoute each : survey.facts().routes()) {
            routes.addObject()
                    .put("destination", each.destination().toString())
                    .put("via", each.via().orElse(null))
                    .put("interface", each.device());
        }
        ArrayNode rules = json.putArray("rules");
        RuleWords.of(survey).forEach(rules::add);
        ArrayNode overlaps = json.putArray("overlaps");
        survey.overlaps().forEach(it -> overlaps.add(it.destination().toString()));
        ArrayNode obstacles = json.putArray("obstacles");
        survey.obstacles(PORT).forEach(it -> obstacles.add(json(it)));
        ArrayNode steps = json.putArray("changes");
        for (RouteStep each : survey.steps(PORT)) {
            steps.addObject()
                    .put("why", each.why())
                    .put("command", each.command().changeByHand())
                    .put("undo", each.command().undoByHand());
        }
        ArrayNode made = json.putArray("inForce");
        inForce.forEach(it -> made.add(it.purpose()));
        ArrayNode lasting = json.putArray("advice");
        for (EngineAdvice each : advice) {
            lasting.addObject()
                    .put("title", each.title())
                    .put("command", each.command())
                    .put("opens", each.opens())
                    .put("undo", each.undo());
        }
        ArrayNode clients = json.putArray("clients");
        for (ClientSystem.Commands each : commands) {
            clients.addObject()
                    .put("system", each.system().key())
                    .put("temporary", each.temporary())
                    .put("persistent", each.persistent())
                    .put("undo", each.undo())
                    .put("note", each.note());
        }
        return json;
    }

    static ObjectNode json(ProbeReport report) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("open", report.obstacle().isEmpty())
                .put("from", report.answer().from())
                .put("sipAnswer", report.answer().sipAnswer())
                .put("rtpBack", report.answer().rtpBack())
                .put("error", report.answer().error())
                .put("arrived", report.arrived());
        if (report.obstacle().isPresent()) {
            json.set("obstacle", json(report.obstacle().get()));
        } else {
            json.putNull("obstacle");
        }
        return json;
    }

    private static ObjectNode json(Obstacle obstacle) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", obstacle.kind().key())
                .put("words", obstacle.kind().words())
                .put("seen", obstacle.seen());
    }
}
