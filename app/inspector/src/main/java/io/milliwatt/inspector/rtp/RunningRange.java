package io.milliwatt.inspector.rtp;

/// The least, the mean and the greatest of a figure over the packets of a stream, as Wireshark has
/// them: only *regular* packets count, which are those without marker that are neither comfort
/// noise nor follow it, and whose timestamp is not before the first; and a packet that does not
/// count weighs in the mean as if it had the mean's value so far.
final class RunningRange {
    private double min;
    private double mean;
    private double max;
    private boolean any;

    /// @param weight in the mean: one divided by the number of packets before this one
    /// @return whether it is the greatest so far
    boolean add(double value, double weight) {
        boolean isGreatest = value > max;
        if (isGreatest) {
            max = value;
        }
        if (!any || value < min) {
            min = value;
            any = true;
        }
        mean += (value - mean) * weight;
        return isGreatest;
    }

    Range range() {
        return any ? new Range(min, mean, max) : Range.NONE;
    }
}
