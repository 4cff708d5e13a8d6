using System.Net;

namespace Coverage.Sources.GitHub;

/// <summary>
/// Decides which addresses may be asked, twice: by name before anything is done, and by number after the name was
/// resolved. Pure; whoever connects does so to the very number that was checked.
/// </summary>
internal sealed class AddressGuard(AllowedHosts hosts)
{
    /// <summary>Refuses an address that nobody listed.</summary>
    /// <exception cref="FeedException">It is refused.</exception>
    public void Check(Uri address)
    {
        if (hosts.For(address) is not { } entry)
        {
            throw new FeedException(FeedFault.RefusedAddress, $"{Shown(address)} is not among the hosts that may be asked. {Advice(address)}");
        }

        if (entry.Literal is { } number)
        {
            Check(address, [number]);
        }
    }

    /// <summary>Refuses an address if any of the numbers that its name stands for may not be connected to.</summary>
    /// <exception cref="FeedException">It is refused.</exception>
    public void Check(Uri address, IReadOnlyCollection<IPAddress> numbers)
    {
        var entry = hosts.For(address);
        foreach (var number in numbers)
        {
            if (entry is null || !Allows(entry, number))
            {
                throw new FeedException(
                    FeedFault.RefusedAddress,
                    $"{Shown(address)} leads to {number}, which is {Words(AddressRange.Of(number))}.{(AddressRange.Of(number) == AddressRangeKind.Private ? $" If that is meant, an administrator can allow it by name: coverage sources hosts {address.Scheme}://{address.IdnHost}:{address.Port}" : " Nothing is fetched from there.")}");
            }
        }
    }

    /// <summary>How it can be allowed; never for what answers questions about the machine itself.</summary>
    private static string Advice(Uri address) => IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var number) && AddressRange.Of(number) is AddressRangeKind.LinkLocal or AddressRangeKind.Never
        ? $"It is {Words(AddressRange.Of(number!))}, from which nothing is fetched."
        : $"If that is meant, an administrator can allow it: coverage sources hosts {(address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort ? address.IdnHost : $"{address.Scheme}://{address.IdnHost}:{address.Port}")}";

    private static bool Allows(AllowedHost entry, IPAddress number) => AddressRange.Of(number) switch
    {
        AddressRangeKind.Public => true,
        AddressRangeKind.Private => entry.IsExact,
        // Cloud machines answer questions about themselves there: no name may lead to it, only the number itself.
        AddressRangeKind.LinkLocal => entry.IsExact && number.Equals(entry.Literal),
        _ => false,
    };

    /// <summary>An address without what could be secret in it.</summary>
    public static string Shown(Uri address) =>
        address.IsAbsoluteUri && address.Host.Length > 0 ? $"{address.Scheme}://{address.IdnHost}{(address.IsDefaultPort ? "" : $":{address.Port}")}" : $"an address of the kind {address.Scheme}:";

    private static string Words(AddressRangeKind kind) => kind switch
    {
        AddressRangeKind.Private => "in a private network or this machine itself",
        AddressRangeKind.LinkLocal => "a link-local address",
        _ => "no address that a server has",
    };
}
