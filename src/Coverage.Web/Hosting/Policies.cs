using Coverage.Audit;
using Coverage.Data;
using Microsoft.AspNetCore.Authorization;

namespace Coverage.Web.Hosting;

/// <summary>
/// What an endpoint may ask for; each has to say one, or that it is anonymous, for without one it is closed to everybody.
/// </summary>
public static class Policies
{
    /// <summary>Anyone on the loopback; where the port is published, who is signed in.</summary>
    public const string Read = "Read";

    /// <summary>Engineers and administrators.</summary>
    public const string Engineer = nameof(Role.Engineer);

    /// <summary>Administrators.</summary>
    public const string Admin = nameof(Role.Admin);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Engineer, Admin];

    internal static void Add(AuthorizationOptions options, bool readingIsOpen)
    {
        options.AddPolicy(Read, policy => policy.RequireAssertion(context => readingIsOpen || PersonClaims.Of(context.User) is not null));
        options.AddPolicy(Engineer, policy => policy.RequireAssertion(context => PersonClaims.Of(context.User)?.Role >= Role.Engineer));
        options.AddPolicy(Admin, policy => policy.RequireAssertion(context => PersonClaims.Of(context.User)?.Role >= Role.Admin));
        options.DefaultPolicy = options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
    }
}
