package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor on set-ups that are broken on purpose, on a real daemon in a host of its own: the
/// first finding must name the true cause, and what it says must mend it. And on healthy ones,
/// where it must find nothing. `./verify` runs a few of them, `docs/performance/diagnosis` all.
@Tag("system")
class DiagnosisTest {
    private static final Path TABLE = Shell.ROOT.resolve("build/diagnosis.txt");
    private static final String ONLY = System.getProperty("diagnosis.only", "");

    /// Which of the set-ups, the healthy ones after the broken: the whole may be run in parts.
    private static final int FROM = Integer.getInteger("diagnosis.from", 0);

    private static final int TO = Integer.getInteger("diagnosis.to", Integer.MAX_VALUE);

    @TempDir static Path directory;
    private static OwnHost host;
    private static Patient first;

    @BeforeAll
    static void makeAHost() throws Exception {
        host = OwnHost.start();
        try {
            first = Patient.on(host, directory);
        } catch (Exception | AssertionError e) {
            host.close();
            throw e;
        }
    }

    @AfterAll
    static void takeItAway() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    /// What came of one set-up.
    ///
    /// @param right the first finding named the cause; healthy: nothing was found
    /// @param mended after the fix all was well; healthy: audio flowed
    private record Row(boolean right, boolean mended) {}

    @Test
    void namesTheCauseOfAFewAndMendsThem() throws Exception {
        var few =
                List.of("DOCKER-USER drops the RTP range", "Contact with 127.0.0.1, before a call");
        List<Row> rows = broken(it -> few.contains(it.cause()));
        assertEquals(few.size(), rows.size());
        assertTrue(rows.stream().allMatch(it -> it.right() && it.mended()), "see " + TABLE);
    }

    @Test
    void findsNothingInAFewThatAreHealthy() throws Exception {
        var few = List.of("engine before a call");
        List<Row> rows = healthy(it -> few.contains(it.name()));
        assertEquals(few.size(), rows.size());
        assertTrue(rows.stream().allMatch(it -> it.right() && it.mended()), "see " + TABLE);
    }

    @Test
    @Tag("soak")
    void namesTheCauseOfAllButTwoAndFindsNothingInTheHealthy() throws Exception {
        List<BrokenSetUps.SetUp> broken = BrokenSetUps.all();
        List<HealthySetUps.SetUp> fine = HealthySetUps.all();
        List<Row> ill =
                broken(it -> it.cause().contains(ONLY) && isWanted(causes(broken), it.cause(), 0));
        List<Row> well =
                healthy(it ->
                        it.name().contains(ONLY)
                                && isWanted(names(fine), it.name(), broken.size()));
        long right = ill.stream().filter(Row::right).count();
        long mended = ill.stream().filter(Row::mended).count();
        long quiet = well.stream().filter(Row::right).count();
        write(
                "%d broken set-ups: %d named by the first finding, %d healthy after the fix",
                ill.size(), right, mended);
        write("%d healthy set-ups: nothing found in %d", well.size(), quiet);
        assertTrue(right >= ill.size() - 2, right + " of " + ill.size());
        assertEquals(well.size(), quiet);
    }

    private static List<String> causes(List<BrokenSetUps.SetUp> all) {
        return all.stream().map(BrokenSetUps.SetUp::cause).toList();
    }

    private static List<String> names(List<HealthySetUps.SetUp> all) {
        return all.stream().map(HealthySetUps.SetUp::name).toList();
    }

    private static boolean isWanted(List<String> all, String one, int offset) {
        int index = offset + all.indexOf(one);
        return index >= FROM && index < TO;
    }

    private static List<Row> broken(Predicate<BrokenSetUps.SetUp> wanted) throws Exception {
        var rows = new ArrayList<Row>();
        for (BrokenSetUps.SetUp each : BrokenSetUps.all()) {
            if (wanted.test(each)) {
                rows.add(broken(each));
            }
        }
        return rows;
    }

    private static Row broken(BrokenSetUps.SetUp each) throws Exception {
        Patient patient = first.next();
        String trouble = "";
        try {
            each.course().run(patient);
        } catch (AssertionError | Exception e) {
            trouble = " (" + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")";
        } finally {
            patient.discharge();
        }
        String rule = patient.finding().map(it -> it.path("rule").asText()).orElse("none");
        String message = patient.finding().map(it -> it.path("message").asText()).orElse("");
        boolean right = rule.equals(each.rule()) && message.contains(each.told());
        boolean mended = patient.isCured();
        write(
                "%-55s %-5s %-5s %s",
                each.cause(), rule, right ? "right" : "WRONG", mended ? "mended" : "NOT MENDED");
        if (!right || !mended) {
            write(
                    "    expected %s \"%s\", found: %s%s",
                    each.rule(), each.told(), message, trouble);
            write("    after the fix: %s", patient.after());
        }
        return new Row(right, mended);
    }

    private static List<Row> healthy(Predicate<HealthySetUps.SetUp> wanted) throws Exception {
        var rows = new ArrayList<Row>();
        for (HealthySetUps.SetUp each : HealthySetUps.all()) {
            if (!wanted.test(each)) {
                continue;
            }
            Patient patient = first.next();
            String words;
            boolean well = false;
            try {
                var look = each.look().at(patient);
                well = Patient.isHealthy(look);
                words = Patient.words(look);
            } catch (AssertionError | Exception e) {
                words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            } finally {
                patient.discharge();
            }
            write("%-55s %-5s %s", each.name(), well ? "right" : "WRONG", words);
            rows.add(new Row(well, well));
        }
        return rows;
    }

    private static void write(String format, Object... values) throws Exception {
        Files.createDirectories(TABLE.getParent());
        Files.writeString(
                TABLE,
                String.format(Locale.ROOT, format, values) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
