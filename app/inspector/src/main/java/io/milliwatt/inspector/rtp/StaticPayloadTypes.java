package io.milliwatt.inspector.rtp;

/// The payload types of RFC 3551, tables 4 and 5: what needs no SDP.
final class StaticPayloadTypes {
    private static final int VIDEO_CLOCK_HZ = 90_000;

    private StaticPayloadTypes() {}

    /// What it means; [MediaFormat#UNKNOWN] for reserved, unassigned and dynamic ones.
    static MediaFormat of(int payloadType) {
        return switch (payloadType) {
            case 0 -> one("PCMU", 8000);
            case 3 -> one("GSM", 8000);
            case 4 -> one("G723", 8000);
            case 5 -> one("DVI4", 8000);
            case 6 -> one("DVI4", 16_000);
            case 7 -> one("LPC", 8000);
            case 8 -> one("PCMA", 8000);
            case 9 -> one("G722", 8000); // the clock of its timestamps (section 4.5.2)
            case 10 -> new MediaFormat("L16", 44_100, 2);
            case 11 -> one("L16", 44_100);
            case 12 -> one("QCELP", 8000);
            case 13 -> one("CN", 8000);
            case 14 -> one("MPA", VIDEO_CLOCK_HZ);
            case 15 -> one("G728", 8000);
            case 16 -> one("DVI4", 11_025);
            case 17 -> one("DVI4", 22_050);
            case 18 -> one("G729", 8000);
            case 19 -> one("CN", 8000);
            case 25 -> one("CelB", VIDEO_CLOCK_HZ);
            case 26 -> one("JPEG", VIDEO_CLOCK_HZ);
            case 28 -> one("nv", VIDEO_CLOCK_HZ);
            case 31 -> one("H261", VIDEO_CLOCK_HZ);
            case 32 -> one("MPV", VIDEO_CLOCK_HZ);
            case 33 -> one("MP2T", VIDEO_CLOCK_HZ);
            case 34 -> one("H263", VIDEO_CLOCK_HZ);
            default -> MediaFormat.UNKNOWN;
        };
    }

    private static MediaFormat one(String codec, int clockRateHz) {
        return new MediaFormat(codec, clockRateHz, 1);
    }
}
