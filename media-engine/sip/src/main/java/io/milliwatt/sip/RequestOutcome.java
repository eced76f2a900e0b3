package io.milliwatt.sip;

import java.time.Duration;
import java.util.Map;

/// How a request other than INVITE ended.
public sealed interface RequestOutcome {
    /// A final response came.
    ///
    /// @param status 200..699
    /// @param reason reason phrase
    /// @param roundTrip request sent to response received, with digest the last round
    /// @param headers selected headers of the response by name (`Allow`, `Server`, `User-Agent`,
    ///   `Expires`, `Min-Expires`, `Contact`, `Refer-Sub`, `Retry-After`)
    record Answered(int status, String reason, Duration roundTrip, Map<String, String> headers)
            implements RequestOutcome {
        public Answered {
            headers = Map.copyOf(headers);
        }

        public boolean success() {
            return status >= 200 && status < 300;
        }
    }

    /// No final response came in time, or the request could not be sent.
    ///
    /// @param words what happened, with the address
    record Unanswered(String words) implements RequestOutcome {}
}
