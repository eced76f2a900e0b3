/// Secure RTP: RFC 3711 with the suites of RFC 4568 and RFC 7714.
@NullMarked
package io.milliwatt.protocol.srtp;

import org.jspecify.annotations.NullMarked;
