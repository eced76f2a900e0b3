package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Translations on the way that are known for sure, because whoever set them up was asked: Docker's
/// published ports, masquerading. What they name is one and the same place.
///
/// ```java
/// NatMap.of(List.of(new Translation(host40000, container40000)));
/// ```
public final class NatMap {
    /// Nothing is translated.
    public static final NatMap NONE = new NatMap(List.of(), List.of());

    private final Map<Endpoint, Endpoint> inside = new HashMap<>();
    private final Map<InetAddress, InetAddress> addressInside = new HashMap<>();

    /// One place with two names.
    ///
    /// @param outside as the rest of the network sees it, such as 192.0.2.20:40000
    /// @param inside as it is itself, such as 172.17.0.2:40000
    public record Translation(Endpoint outside, Endpoint inside) {}

    /// A whole host with two addresses whose ports stay: masquerading, or one published range.
    public record AddressTranslation(InetAddress outside, InetAddress inside) {}

    private NatMap(List<Translation> translations, List<AddressTranslation> addresses) {
        for (Translation translation : translations) {
            inside.put(translation.outside(), translation.inside());
        }
        for (AddressTranslation translation : addresses) {
            addressInside.put(translation.inside(), translation.outside());
        }
    }

    public static NatMap of(List<Translation> translations) {
        return new NatMap(translations, List.of());
    }

    /// @param addresses used where no single translation holds: the inner host is known outside
    ///   under the outer address with the same ports
    public static NatMap of(List<Translation> translations, List<AddressTranslation> addresses) {
        return new NatMap(translations, addresses);
    }

    public boolean isEmpty() {
        return inside.isEmpty() && addressInside.isEmpty();
    }

    /// The one name of a place: two endpoints are the same place when this is equal for both.
    public Endpoint place(Endpoint endpoint) {
        Endpoint direct = inside.get(endpoint);
        Endpoint inner = direct == null ? endpoint : direct;
        InetAddress outer = addressInside.get(inner.address());
        return outer == null ? inner : new Endpoint(outer, inner.port());
    }

    /// Whether the two name the same place.
    public boolean same(Endpoint one, Endpoint other) {
        return one.equals(other) || place(one).equals(place(other));
    }
}
