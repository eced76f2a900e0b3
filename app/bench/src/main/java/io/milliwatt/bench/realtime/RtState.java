package io.milliwatt.bench.realtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The real-time budget of the containers of a daemon and who has what of it, read from the control
/// groups.
///
/// @param parent the control group that all containers are in, `/docker`
/// @param periodMicros length of a period; microseconds
/// @param parentMicros what the parent has; microseconds for each period
/// @param freeAboveMicros what the parent could have at most: the budget above it less that of its
///   siblings; microseconds
/// @param othersMicros what its children have that are no engines with real time; microseconds
/// @param slices what those engines have
public record RtState(
        String parent,
        long periodMicros,
        long parentMicros,
        long freeAboveMicros,
        long othersMicros,
        List<RtSlice> slices) {
    public RtState {
        slices = List.copyOf(slices);
    }

    /// Budgets as the plan takes them.
    RtSlices.Budgets budgets() {
        var engines = new LinkedHashMap<String, Long>();
        slices.forEach(it -> engines.put(it.group(), it.micros()));
        return new RtSlices.Budgets(parentMicros, othersMicros, engines);
    }

    /// The script that prints what [#parse] reads. It sees the host's processes, and the host's
    /// control groups of the controller `cpu` at `/cgroup`.
    ///
    /// @param pids main processes of the engines on the host
    static String script(Iterable<Long> pids) {
        var list = new ArrayList<String>();
        pids.forEach(it -> list.add(Long.toString(it)));
        return "for pid in "
                + String.join(" ", list)
                + "; do\n"
                + """
                  group=
                  while IFS=: read -r number controllers path; do
                    case ,$controllers, in *,cpu,*) group=$path;; esac
                  done < /proc/$pid/cgroup || continue
                  echo engine $pid $group
                  for task in /proc/$pid/task/*; do
                    read -r name < $task/comm || continue
                    case $name in media-*) ;; *) continue;; esac
                    set -- $(sed 's/.*) //' $task/stat)
                    echo thread $pid ${task##*/} $name ${39} ${38}
                  done
                done
                parent=${group%/*}
                [ -n "$parent" ] || parent=/
                echo parent $parent $(cat /cgroup$parent/cpu.rt_runtime_us) $(cat /cgroup$parent/cpu.rt_period_us)
                for child in /cgroup$parent/*/cpu.rt_runtime_us; do
                  child=${child%/*}
                  echo child ${child##*/} $(cat $child/cpu.rt_runtime_us)
                done
                if [ $parent != / ]; then
                  above=${parent%/*}
                  echo above $(cat /cgroup$above/cpu.rt_runtime_us)
                  for child in /cgroup$above/*/cpu.rt_runtime_us; do
                    child=${child%/*}
                    echo sibling ${child##*/} $(cat $child/cpu.rt_runtime_us)
                  done
                fi
                """;
    }

    /// Reads what the script printed.
    ///
    /// @param containers names of the engines' containers by their main processes
    /// @throws IllegalArgumentException it printed something else: there is no such budget
    static RtState parse(String text, Map<Long, String> containers) {
        var groups = new LinkedHashMap<Long, String>();
        var threads = new HashMap<Long, List<RtThread>>();
        var children = new HashMap<String, Long>();
        var siblings = new HashMap<String, Long>();
        String parent = "";
        long parentMicros = -1;
        long period = 0;
        long above = -1;
        for (String line : text.lines().toList()) {
            String[] word = line.strip().split(" ");
            switch (word[0]) {
                case "engine" ->
                        groups.put(
                                Long.parseLong(word[1]),
                                word[2].substring(word[2].lastIndexOf('/') + 1));
                case "thread" ->
                        threads.computeIfAbsent(Long.parseLong(word[1]), _ -> new ArrayList<>())
                                .add(
                                        new RtThread(
                                                Long.parseLong(word[2]),
                                                word[3],
                                                Integer.parseInt(word[4]),
                                                Integer.parseInt(word[5])));
                case "parent" -> {
                    if (word.length < 4) {
                        throw new IllegalArgumentException("no budget at " + line);
                    }
                    parent = word[1];
                    parentMicros = Long.parseLong(word[2]);
                    period = Long.parseLong(word[3]);
                }
                case "child" -> children.put(word[1], micros(word));
                case "sibling" -> siblings.put(word[1], micros(word));
                case "above" -> above = Long.parseLong(word[1]);
                default -> throw new IllegalArgumentException("not understood: " + line);
            }
        }
        if (parentMicros < 0) {
            throw new IllegalArgumentException("no parent in " + text);
        }
        siblings.remove(parent.substring(parent.lastIndexOf('/') + 1));
        long taken = siblings.values().stream().mapToLong(Long::longValue).sum();
        var slices = new ArrayList<RtSlice>();
        groups.forEach((pid, group) -> {
            Long micros = children.remove(group);
            slices.add(
                    new RtSlice(
                            containers.getOrDefault(pid, group),
                            group,
                            micros == null ? 0 : micros,
                            threads.getOrDefault(pid, List.of())));
        });
        return new RtState(
                parent,
                period,
                parentMicros,
                above < 0 ? parentMicros : Math.max(0, above - taken),
                children.values().stream().mapToLong(Long::longValue).sum(),
                slices);
    }

    private static long micros(String[] word) {
        return word.length > 2 ? Long.parseLong(word[2]) : 0; // gone meanwhile
    }
}
