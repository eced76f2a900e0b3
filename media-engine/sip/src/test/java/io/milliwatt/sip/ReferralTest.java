package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralTest {
    @Test
    void readsWhatItWrites() {
        Replaces replaces = new Replaces("a%b@c", "1", "2", true);
        Referral referral = new Referral("sip:bob@127.0.0.1", Optional.of(replaces), true);
        assertEquals(
                "<sip:bob@127.0.0.1?Replaces=a%25b%40c%3Bto-tag%3D1%3Bfrom-tag%3D2%3Bearly-only>",
                referral.referTo());
        assertEquals(Optional.of(referral), Referral.parse(referral.referTo(), true));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:bob@h;x=y, sip:bob@h",
        "Bob <sip:bob@h;transport=tcp;method=INVITE>;x=y, sip:bob@h;transport=tcp",
        "<sip:bob@h?Subject=hi>, sip:bob@h",
        "<SIPS:bob@h>, SIPS:bob@h"
    })
    void readsWhatOthersWrite(String header, String target) {
        assertEquals(
                Optional.of(new Referral(target, Optional.empty(), false)),
                Referral.parse(header, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<tel:110>",
                "<sip:bob@h;method=BYE>",
                "<http://127.0.0.1/>",
                "<sip:bob@h?Replaces=x>",
                "<sip:bob@h?Replaces=%zz>",
                "<sip:bob@h?Replaces=a%0d%0aX:y%3Bto-tag%3D1%3Bfrom-tag%3D2>"
            })
    void refusesWhatIsNoCall(String header) {
        assertEquals(Optional.empty(), Referral.parse(header, true));
    }
}
