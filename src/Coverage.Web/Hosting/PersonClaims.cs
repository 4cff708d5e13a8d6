using System.Security.Claims;
using Coverage.Audit;
using Coverage.Data;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Coverage.Web.Hosting;

/// <summary>A signed-in person as claims, and back.</summary>
internal static class PersonClaims
{
    private const string Session = "session";

    /// <summary>The claims of a new session.</summary>
    public static ClaimsPrincipal Begin(Person person) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, person.Name),
            new Claim(ClaimTypes.Role, person.Role.ToString()),
            new Claim(Session, Guid.NewGuid().ToString("N")),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Who is signed in; null for a reader.</summary>
    public static Person? Of(ClaimsPrincipal? user)
    {
        return user?.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name }
            && Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role) && Enum.IsDefined(role)
            ? new Person(name, role)
            : null;
    }

    /// <summary>Which session it is; null for a reader.</summary>
    public static string? SessionOf(ClaimsPrincipal? user) => user?.FindFirstValue(Session);
}
