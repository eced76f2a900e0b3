package io.milliwatt.bench.inspector;

import java.util.List;

/// Versions of this program and what it runs on.
public final class VersionSource implements ReportSource {
    private final String version;

    /// @param version of this program
    public VersionSource(String version) {
        this.version = version;
    }

    @Override
    public String name() {
        return "versions";
    }

    @Override
    public List<ReportFile> files() {
        return List.of(
                ReportFile.text(
                        "host/versions.txt",
                        "Milliwatt "
                                + version
                                + "\nJava "
                                + System.getProperty("java.runtime.version")
                                + "\n"
                                + System.getProperty("os.name")
                                + " "
                                + System.getProperty("os.version")
                                + " "
                                + System.getProperty("os.arch")
                                + "\n"));
    }
}
