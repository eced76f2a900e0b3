import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Reads the reports that the tests left below this folder and prints counts, failures, and each skip's reason; the last
/// line is "N passed, N failed, N skipped". Arguments: Maven's exit status and its log. Exit status 0 only if all is well.
final class TestSummary {
    private int passed;
    private int skipped;
    private final List<String> failures = new ArrayList<>();
    private final TreeMap<String, Integer> skipReasons = new TreeMap<>();

    public static void main(String[] arguments) throws Exception {
        var summary = new TestSummary();
        try (var files = Files.walk(Path.of("."))) {
            for (Path file : files.filter(TestSummary::isReport).sorted().toList()) {
                summary.read(file);
            }
        }
        System.exit(summary.print(Integer.parseInt(arguments[0]), Path.of(arguments[1])));
    }

    private static boolean isReport(Path file) {
        String path = file.toString();
        return path.contains("target/surefire-reports/TEST-") && path.endsWith(".xml");
    }

    private void read(Path file) throws Exception {
        NodeList cases =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            var test = (Element) cases.item(i);
            String name = test.getAttribute("classname").replaceAll(".*\\.", "") + "." + test.getAttribute("name");
            NodeList skip = test.getElementsByTagName("skipped");
            NodeList error = test.getElementsByTagName("error");
            NodeList failure = test.getElementsByTagName("failure");
            if (error.getLength() + failure.getLength() > 0) {
                var cause = (Element) (error.getLength() > 0 ? error.item(0) : failure.item(0));
                failures.add(name + "  " + firstLine(cause.getAttribute("message")));
            } else if (skip.getLength() > 0) {
                skipped++;
                var element = (Element) skip.item(0);
                String message = element.getAttribute("message");
                String reason = firstLine(message.isBlank() ? element.getTextContent() : message);
                skipReasons.merge(reason.isEmpty() ? "no reason given: " + name : reason, 1, Integer::sum);
            } else {
                passed++;
            }
        }
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("").replaceFirst("^org\\.opentest4j\\.TestAbortedException: ", "")
                .replaceFirst("^Assumption failed: ", "");
    }

    private int print(int mavenStatus, Path log) throws IOException {
        int failed = failures.size();
        if (failed > 0) {
            System.out.println("Failed:");
            failures.forEach(failure -> System.out.println("  " + failure));
        }
        if (skipped > 0) {
            System.out.println("Skipped:");
            skipReasons.forEach((reason, count) -> System.out.println("  " + count + " because " + reason));
        }
        if (mavenStatus != 0 && failed == 0) {
            // not a test: compiling, formatting, a rule of the build
            System.out.println("The build failed outside the tests:");
            try (var lines = Files.lines(log)) {
                lines.filter(line -> line.startsWith("[ERROR]")).limit(12).forEach(line -> System.out.println("  " + line));
            }
            failed++;
        }
        if (passed == 0) {
            System.out.println("No test ran.");
            failed++;
        }
        System.out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
        return failed == 0 ? 0 : 1;
    }
}
