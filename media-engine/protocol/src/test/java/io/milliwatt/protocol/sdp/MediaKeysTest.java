package io.milliwatt.protocol.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MediaKeysTest {
    @Test
    void masksEveryKeyAndLeavesTheRest() {
        String text =
                """
                m=audio 4000 RTP/SAVP 0
                k=base64:bm90IHNlY3JldA==
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32
                a=crypto:2 AES_CM_128_HMAC_SHA1_32 INLINE:NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj;inline:QUJD|2^4 FEC_ORDER=FEC_SRTP
                a=rtpmap:0 PCMU/8000
                """
                        .replace("\n", "\r\n");
        assertEquals(
                """
                m=audio 4000 RTP/SAVP 0
                k=base64:***
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:***|2^20|1:32
                a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:***;inline:***|2^4 FEC_ORDER=FEC_SRTP
                a=rtpmap:0 PCMU/8000
                """
                        .replace("\n", "\r\n"),
                MediaKeys.masked(text));
    }

    @Test
    void leavesATextWithoutKeysAlone() {
        String text = "INVITE sip:echo@192.0.2.1 SIP/2.0\r\nSubject: inline: skates\r\n\r\n";
        assertEquals(text, MediaKeys.masked(text));
    }
}
