package io.milliwatt.protocol.srtp;

/// What the packets of RTP, or those of RTCP, are protected with: derived from a master key.
record SrtpSessionKeys(byte[] encryption, byte[] authentication, byte[] salt) {
    private static final int AUTHENTICATION_KEY_OCTETS = 20;

    static SrtpSessionKeys rtp(SrtpMasterKey master) {
        return derived(
                master,
                SrtpKeyDerivation.RTP_ENCRYPTION,
                SrtpKeyDerivation.RTP_AUTHENTICATION,
                SrtpKeyDerivation.RTP_SALT);
    }

    static SrtpSessionKeys rtcp(SrtpMasterKey master) {
        return derived(
                master,
                SrtpKeyDerivation.RTCP_ENCRYPTION,
                SrtpKeyDerivation.RTCP_AUTHENTICATION,
                SrtpKeyDerivation.RTCP_SALT);
    }

    private static SrtpSessionKeys derived(
            SrtpMasterKey master, int encryption, int authentication, int salt) {
        SrtpKeyDerivation derivation = new SrtpKeyDerivation(master);
        return new SrtpSessionKeys(
                derivation.derive(encryption, master.suite().keyOctets()),
                derivation.derive(authentication, AUTHENTICATION_KEY_OCTETS),
                derivation.derive(salt, master.suite().saltOctets()));
    }
}
