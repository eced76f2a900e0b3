package io.milliwatt.engine.control;

import io.milliwatt.engine.app.Studio;
import io.milliwatt.engine.sound.PcmWav;
import io.milliwatt.engine.sound.Recording;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The control API's part that deals with sounds, recordings and conferences.
final class StudioRoutes {
    /// Longest announcement, octets: 30 s of 48 kHz.
    static final int MAX_ANNOUNCEMENT_BYTES = 3_000_000;

    private static final String RECORDINGS = "/v1/recordings";
    private static final String ANNOUNCEMENT = "/v1/announcement";
    private static final String CONFERENCES = "/v1/conferences";

    private final Studio studio;

    StudioRoutes(Studio studio) {
        this.studio = studio;
    }

    /// Whether the path is one of these.
    static boolean has(String path) {
        return path.equals(RECORDINGS)
                || path.startsWith(RECORDINGS + "/")
                || path.equals(ANNOUNCEMENT)
                || path.equals(CONFERENCES);
    }

    /// Octets of body that a request to the path may have.
    static int maxBody(String path, int otherwise) {
        return path.equals(ANNOUNCEMENT) ? MAX_ANNOUNCEMENT_BYTES : otherwise;
    }

    ControlAnswer answer(String method, String path, byte[] body) throws IOException {
        if (path.equals(RECORDINGS)) {
            return method.equals("GET")
                    ? ControlAnswer.json(200, recordings())
                    : ControlAnswer.wrongMethod("GET");
        }
        if (path.equals(CONFERENCES)) {
            return method.equals("GET")
                    ? ControlAnswer.json(200, studio.conferenceViews())
                    : ControlAnswer.wrongMethod("GET");
        }
        return path.equals(ANNOUNCEMENT)
                ? announcement(method, body)
                : recording(method, path.substring(RECORDINGS.length() + 1));
    }

    private List<Map<String, Object>> recordings() {
        return studio.recordings().all().stream().map(StudioRoutes::view).toList();
    }

    private static Map<String, Object> view(Recording recording) {
        var view = new LinkedHashMap<String, Object>();
        view.put("name", recording.name());
        view.put("callId", recording.callId());
        view.put("startedAt", recording.startedAt().toString());
        view.put("durationMillis", recording.durationMillis());
        view.put("bytes", recording.bytes());
        view.put("state", recording.state().name().toLowerCase(Locale.ROOT));
        view.put("reason", recording.reason());
        return view;
    }

    private ControlAnswer recording(String method, String name) throws IOException {
        Optional<Recording> found = studio.recordings().find(name);
        if (found.isEmpty()) {
            return ControlAnswer.error(404, "there is no recording " + name);
        }
        return switch (method) {
            case "GET" -> ControlAnswer.wav(studio.recordings().read(found.get()));
            case "DELETE" ->
                    studio.recordings().delete(name)
                            ? ControlAnswer.nothing()
                            : ControlAnswer.error(409, "the recording is still growing");
            default -> ControlAnswer.wrongMethod("GET, DELETE");
        };
    }

    private ControlAnswer announcement(String method, byte[] body) {
        return switch (method) {
            case "GET" ->
                    studio.givenAnnouncement()
                            .map(sound -> ControlAnswer.wav(sound.toBytes()))
                            .orElseGet(() ->
                                    ControlAnswer.error(
                                            404,
                                            "no announcement was given: play plays the"
                                                    + " built-in prompt"));
            case "PUT" -> {
                try {
                    studio.announce(Optional.of(PcmWav.parse(body)));
                    yield ControlAnswer.nothing();
                } catch (PcmWav.FormatException wrong) {
                    yield ControlAnswer.error(415, String.valueOf(wrong.getMessage()));
                }
            }
            case "DELETE" -> {
                studio.announce(Optional.empty());
                yield ControlAnswer.nothing();
            }
            default -> ControlAnswer.wrongMethod("GET, PUT, DELETE");
        };
    }
}
