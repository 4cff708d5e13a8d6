using Coverage.Audit;
using Coverage.Data;
using Coverage.Web.Hosting;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Hosting;

public sealed class CurrentPersonTests
{
    [Fact]
    public async Task A_circuit_has_its_own_person_whatever_request_is_under_way()
    {
        await using var app = await RunningApp.StartAsync(map: own => own.MapGet("/circuit", async (IServiceScopeFactory scopes, CurrentPerson current) =>
        {
            await using var circuit = Circuit(scopes, new Person("Grace", Role.Admin));
            return $"{await current.GetAsync()} / {await circuit.ServiceProvider.GetRequiredService<CurrentPerson>().GetAsync()}";
        }).RequireAuthorization(Policies.Read));
        using var client = await app.SignInAsync(Role.Viewer);

        var text = await client.GetStringAsync(new Uri("/circuit", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal($"{new Person("Ada", Role.Viewer)} / {new Person("Grace", Role.Admin)}", text);
    }

    [Fact]
    public async Task A_circuit_that_outlives_its_session_has_nobody()
    {
        await using var app = await RunningApp.StartAsync();
        await using var circuit = Circuit(app.Services.GetRequiredService<IServiceScopeFactory>(), new Person("Grace", Role.Admin));
        var current = circuit.ServiceProvider.GetRequiredService<CurrentPerson>();
        var state = await circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync();
        Assert.NotNull(await current.GetAsync());

        app.Services.GetRequiredService<EndedSessions>().End(state.User);

        Assert.Null(await current.GetAsync());
    }

    private static AsyncServiceScope Circuit(IServiceScopeFactory scopes, Person person)
    {
        var circuit = scopes.CreateAsyncScope();
        var states = (IHostEnvironmentAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        states.SetAuthenticationState(Task.FromResult(new AuthenticationState(PersonClaims.Begin(person))));
        return circuit;
    }
}
