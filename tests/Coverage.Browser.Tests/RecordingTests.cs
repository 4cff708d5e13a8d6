using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Coverage.Posture;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>What a detection engineer records, over the seed data: rows of a technique, many at once, undo.</summary>
public sealed class RecordingTests(Chromium chromium) : IAsyncLifetime
{
    private readonly Site site = new();

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => site.InitializeAsync();

    [Fact]
    public async Task A_rule_is_deployed_in_its_row_the_number_changes_in_place_and_opens_to_its_arithmetic()
    {
        await using var visit = await SignInAsync("/techniques/T1003.001");
        await Assertions.Expect(visit.Page.Locator("#why-detect .n")).ToHaveTextAsync("0.0");
        var row = visit.Page.Locator("#rules form.rec").First;
        await visit.Page.EvaluateAsync("window.same = true");

        await row.Locator("select").SelectOptionAsync("Deployed");
        await row.GetByRole(AriaRole.Button).First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#why-detect .n")).ToHaveTextAsync("40.0");
        await Assertions.Expect(visit.Page.Locator("#rules form.rec select").First).ToHaveValueAsync("Deployed");
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.same"));
        await visit.Page.Locator("#why-detect > summary").ClickAsync();
        await visit.Page.Locator("#why-detect .trace summary").Filter(new() { HasText = "C, best rule claim" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#why-detect .trace")).ToContainTextAsync("b = in place 40");
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_result_is_recorded_in_the_row_of_its_test()
    {
        await using var visit = await SignInAsync("/techniques/T1003.001");
        var row = visit.Page.Locator("#tests tbody tr").First;

        await row.GetByText("Record", new() { Exact = true }).ClickAsync();
        await row.GetByLabel("Seen").SelectOptionAsync("Alerted");
        await row.GetByLabel("Stopped").SelectOptionAsync("Yes");
        await row.GetByLabel("Host").FillAsync("PC-7");
        await row.GetByRole(AriaRole.Button, new() { Name = "Record the result" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#tests tbody tr").First).ToContainTextAsync("alerted, stopped");
        await Assertions.Expect(visit.Page.Locator("#score .mark")).ToContainTextAsync("partly proven");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_link_is_taken_away_and_a_rule_is_written_on_pages_that_are_fine_in_every_look()
    {
        await using var visit = await SignInAsync("/techniques/T1027.013");
        await visit.Page.Locator("#tests a.act").First.ClickAsync();
        await visit.Page.ArriveAsync("/recorded/link?*");
        var link = new Uri(visit.Page.Url).PathAndQuery;
        await visit.Page.Locator("#why-not").FillAsync("Not ours");
        await visit.Page.Locator("#suppress button").ClickAsync();
        await visit.Page.ArriveAsync("/techniques/T1027.013*");
        await Assertions.Expect(visit.Page.Locator("#suppressed-tests")).ToContainTextAsync("Not ours");

        await visit.Page.GotoAsync("/recorded/rule?t=T1027.013");
        await visit.Page.Locator("#title").FillAsync("Decoded by a product");
        await visit.Page.Locator("#save").ClickAsync();
        await visit.Page.ArriveAsync("/rules/own/*");
        var rule = new Uri(visit.Page.Url).PathAndQuery;

        Assert.Empty(await visit.WrongInEveryLookAsync(link, "/recorded/link?of=rule&t=T1027.013", "/recorded/rule?item=" + rule.Split('/')[^1], rule, "/techniques/T1027.013", "/rules?source=own", "/controls"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_the_list_shows_is_set_at_once_after_a_look_and_taken_back()
    {
        await using var visit = await SignInAsync("/rules?level=critical");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await visit.Page.ArriveAsync("/posture/bulk?*");
        var changes = await visit.Page.Locator("#changes").TextContentAsync();
        Assert.Empty(await visit.ViolationsAsync());
        await visit.Page.GetByLabel("Reason").FillAsync("All critical ones");
        await visit.Page.Locator("#confirm").ClickAsync();
        await visit.Page.ArriveAsync("/history/1");
        await Assertions.Expect(visit.Page.Locator(".lead")).ToContainTextAsync($"{changes} entries");
        await Assertions.Expect(visit.Page.Locator("#moved")).ToContainTextAsync("Deployed");
        await visit.Page.Locator("#undo").ClickAsync();

        await visit.Page.ArriveAsync("/history/2");
        await visit.Page.GotoAsync("/environments/default");
        await Assertions.Expect(visit.Page.Locator(".numbers")).ToContainTextAsync("Rules deployed0");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_refusal_is_said_over_the_page_and_what_was_typed_stays()
    {
        await using var visit = await SignInAsync("/environments");
        await visit.Page.Locator("#env-name").FillAsync("Default");
        await visit.Page.GetByLabel("Windows").CheckAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add the environment" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("dialog[open]")).ToContainTextAsync("There is an environment default already");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.Locator("#env-name")).ToHaveValueAsync("Default");
        await visit.Page.Locator("#env-key").FillAsync("other");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add the environment" }).ClickAsync();
        await visit.Page.ArriveAsync("/environments/other");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_colleague_changed_meanwhile_is_kept_or_recorded_over(bool script)
    {
        await using var visit = await site.OpenAsync(chromium, "/techniques/T1003.001", script: script, role: Role.Engineer);
        var row = visit.Page.Locator("#rules form.rec").First;
        var item = ItemKey.Parse(await row.Locator("input[name=item]").InputValueAsync())!.Value;
        Deployment Is(string where) => new(item, DeploymentState.Disabled, "", null, Where: where);
        async Task SaveAsync()
        {
            await row.Locator("select").FocusAsync(); // News of a colleague's change wait for who is at it.
            await row.Locator("select").SelectOptionAsync("Deployed");
        }

        await SaveAsync();
        site.Record("Off, here", new PutDeployment("default", Is("here")));
        await row.GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#problem, dialog[open]").First).ToContainTextAsync("colleague changed");
        await Assertions.Expect(visit.Page.Locator("#choices")).ToContainTextAsync("Mine");
        if (script) Assert.Empty(await visit.ViolationsAsync());
        await visit.Page.Locator("#theirs").ClickAsync();
        await Assertions.Expect(row.Locator("select")).ToHaveValueAsync("Disabled");

        await SaveAsync();
        site.Record("Off, there", new PutDeployment("default", Is("there")));
        await row.GetByRole(AriaRole.Button).First.ClickAsync();
        await visit.Page.Locator("#mine").ClickAsync();
        await Assertions.Expect(row.Locator("select")).ToHaveValueAsync("Deployed");
        await Assertions.Expect(visit.Page.Locator("dialog")).ToHaveCountAsync(0);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => site.DisposeAsync();

    private Task<Visit> SignInAsync(string path) => site.OpenAsync(chromium, path, role: Role.Engineer);
}
