package io.milliwatt.engine.control;

/// One binding as `GET /v1/registrations` shows it.
///
/// @param user who registered
/// @param contact Contact's URI as the phone wrote it
/// @param target where a call would be sent
/// @param source `IP:port` the REGISTER came from
/// @param transport how it came
/// @param q preference, 0..1
/// @param expiresAt when it ends, ISO 8601
public record RegistrationView(
        String user,
        String contact,
        String target,
        String source,
        String transport,
        double q,
        String expiresAt) {}
