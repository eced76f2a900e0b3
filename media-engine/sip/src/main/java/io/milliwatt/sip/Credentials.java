package io.milliwatt.sip;

/// User name and password for digest authentication. The text form never shows the password.
public record Credentials(String user, String password) {
    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
