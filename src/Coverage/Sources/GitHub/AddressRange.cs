using System.Net;
using System.Net.Sockets;

namespace Coverage.Sources.GitHub;

/// <summary>What kind of place an IP address is.</summary>
internal enum AddressRangeKind
{
    Public,
    Private,
    LinkLocal,
    Never,
}

/// <summary>Sorts IP addresses into kinds, by the special-purpose registries of RFC 6890. What hides another address in itself is that address.</summary>
internal static class AddressRange
{
    private static readonly IPNetwork[] Private = Parse(
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7", "fec0::/10");

    private static readonly IPNetwork[] LinkLocal = Parse("169.254.0.0/16", "fe80::/10");

    private static readonly IPNetwork[] Never = Parse(
        "0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "ff00::/8");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static AddressRangeKind Of(IPAddress address)
    {
        address = Unwrapped(address);
        return Private.Any(range => range.Contains(address)) ? AddressRangeKind.Private
            : LinkLocal.Any(range => range.Contains(address)) ? AddressRangeKind.LinkLocal
            : Never.Any(range => range.Contains(address)) ? AddressRangeKind.Never
            : AddressRangeKind.Public;
    }

    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var plain = new IPAddress(address.GetAddressBytes());
        var bytes = plain.GetAddressBytes();
        return Nat64.Contains(plain) ? new IPAddress(bytes.AsSpan(12, 4))
            : SixToFour.Contains(plain) ? new IPAddress(bytes.AsSpan(2, 4))
            : plain;
    }

    private static IPNetwork[] Parse(params ReadOnlySpan<string> ranges)
    {
        var parsed = new IPNetwork[ranges.Length];
        for (var i = 0; i < ranges.Length; i++) parsed[i] = IPNetwork.Parse(ranges[i]);
        return parsed;
    }
}
