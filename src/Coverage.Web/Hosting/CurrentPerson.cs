using System.Security.Claims;
using Coverage.Audit;
using Microsoft.AspNetCore.Components.Authorization;

namespace Coverage.Web.Hosting;

/// <summary>Who is at work, in an endpoint, a page or a circuit.</summary>
public sealed class CurrentPerson
{
    private readonly IServiceProvider services;
    private readonly IHttpContextAccessor http;
    private readonly AuthenticationStateProvider states;
    private readonly EndedSessions ended;

    internal CurrentPerson(IServiceProvider services)
    {
        this.services = services;
        http = services.GetRequiredService<IHttpContextAccessor>();
        states = services.GetRequiredService<AuthenticationStateProvider>();
        ended = services.GetRequiredService<EndedSessions>();
    }

    /// <summary>The person that is signed in, at this moment; null for somebody who may only read.</summary>
    public async ValueTask<Person?> GetAsync()
    {
        var user = await UserAsync();
        return ended.Contains(user) ? null : PersonClaims.Of(user);
    }

    /// <summary>A circuit has services of its own, and the request that began it, or none, is not what it works on.</summary>
    private async ValueTask<ClaimsPrincipal> UserAsync()
    {
        return http.HttpContext is { } context && ReferenceEquals(context.RequestServices, services)
            ? context.User
            : (await states.GetAuthenticationStateAsync()).User;
    }
}
