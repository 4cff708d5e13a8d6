using System.Text.Json;
using System.Text.RegularExpressions;
using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>Long lists, over the seed data: rows that come as they are scrolled to, and go again; and ticks.</summary>
public sealed class ListsTests(Chromium chromium, Site site)
{
    private const string Zebra = """
        title: Zebra
        id: 00000000-0000-4000-8000-000000000001
        author: Ada Example
        tags: [attack.t1219]
        logsource: { category: process_creation, product: windows }
        detection: { selection: { Image: invented.exe }, condition: selection }
        """;

    /// <summary>Scrolls like a wheel as far as it goes and notes every row that was there, by its place.</summary>
    private const string ScrollThrough = """
        async step => {
          const rows = {}, frames = [];
          let most = 0, still = 0, last = performance.now(), faults = 0;
          const begun = last;
          while (still < 40 && last - begun < 240000) {
            await new Promise(requestAnimationFrame);
            const now = performance.now(), there = [...document.querySelectorAll("table.t tbody tr:not(.away)")];
            frames.push(now - last);
            last = now;
            most = Math.max(most, there.length);
            for (const row of there) {
              const key = row.querySelector("a").getAttribute("href"), at = row.getAttribute("aria-rowindex");
              if (rows[at] && rows[at] !== key) faults++;
              rows[at] = key;
            }
            if (document.querySelector(".away") && document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest(".away")) continue;
            const was = scrollY;
            scrollBy(0, step);
            still = scrollY === was ? still + 1 : 0;
          }
          frames.sort((a, b) => a - b);
          return { rows: Object.keys(rows).length, distinct: new Set(Object.values(rows)).size, last: Math.max(...Object.keys(rows).map(Number)), most, faults, longest: frames.at(-1), usual: frames[Math.floor(frames.length * .95)] };
        }
        """;

    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Phone)]
    public async Task Thousands_of_rows_are_scrolled_through_none_missing_none_twice_and_few_in_the_page(Look look)
    {
        await using var visit = await site.OpenAsync(chromium, "/rules", look);
        await Assertions.Expect(visit.Page.Locator("table.t[aria-rowcount]")).ToBeVisibleAsync();
        var total = await visit.Page.EvaluateAsync<int>("Number(document.querySelector('nav.pages').dataset.total)");
        Assert.True(total > 3000, $"Only {total} rules: the test has lost its point.");

        var seen = await visit.Page.EvaluateAsync<JsonElement>(ScrollThrough, 400);

        TestContext.Current.TestOutputHelper?.WriteLine($"{seen}");
        Assert.Equal((total, total, total + 1), (seen.GetProperty("rows").GetInt32(), seen.GetProperty("distinct").GetInt32(), seen.GetProperty("last").GetInt32()));
        Assert.Equal(0, seen.GetProperty("faults").GetInt32());
        Assert.InRange(seen.GetProperty("most").GetInt32(), 100, 500);
        Assert.Equal(0, await visit.SidewaysAsync());
        var last = (total + 99) / 100;
        await Assertions.Expect(visit.Page).ToHaveURLAsync($"{site.Address}/rules?page={last}");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_address_with_a_page_lands_there_and_goes_on_in_both_directions()
    {
        await using var visit = await site.OpenAsync(chromium, "/rules?page=20");
        var first = visit.Page.Locator("tr[aria-rowindex='1902']");
        await Assertions.Expect(first).ToBeInViewportAsync();

        await visit.Page.Mouse.MoveAsync(700, 450);
        await visit.Page.Mouse.WheelAsync(0, -3000);
        await Assertions.Expect(visit.Page).ToHaveURLAsync($"{site.Address}/rules?page=19");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Page 41" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("tbody[data-page='41'] tr:not(.away)").First).ToBeInViewportAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync($"{site.Address}/rules?page=41");
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator("tbody[data-page='41'] tr:not(.away)").First).ToBeInViewportAsync();

        Assert.Empty(await visit.ViolationsAsync(except: "target-size")); // A link can lie half under the head, and would count as too small.
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_has_the_focus_stays_in_the_page_however_far_one_scrolls()
    {
        await using var visit = await site.OpenAsync(chromium, "/tests");
        await visit.Page.Locator("tr[aria-rowindex='3'] a").First.FocusAsync();
        var link = await visit.FocusedLinkAsync();

        await visit.Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await Assertions.Expect(visit.Page.Locator("nav.pages [aria-current=page]")).Not.ToHaveTextAsync("1");

        Assert.Equal(link, await visit.FocusedLinkAsync());
    }

    [Fact]
    public async Task Without_script_the_pages_are_turned()
    {
        await using var visit = await site.OpenAsync(chromium, "/rules", script: false);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();

        await visit.Page.ArriveAsync("/rules?page=2");
        Assert.Equal(100, await visit.Page.Locator("table.t tbody tr").CountAsync());
    }

    [Fact]
    public async Task Ticks_survive_scrolling_are_toggled_by_a_key_and_lead_to_their_preview()
    {
        await using var visit = await SignInAsync("/rules");
        await visit.Page.Locator("tr[aria-rowindex='2'] input").CheckAsync();
        await visit.Page.Locator("tr[aria-rowindex='4'] a").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("x");
        await Assertions.Expect(visit.Page.Locator("#ticked [data-count]")).ToHaveTextAsync("Change 2 selected…");
        await visit.Page.EvaluateAsync("document.activeElement.blur(); scrollTo(0, 40000)");
        await Assertions.Expect(visit.Page.Locator("tr[aria-rowindex='2']")).ToHaveCountAsync(0);
        var there = visit.Page.Locator("tbody tr:not(.away) input").First;
        await there.CheckAsync();
        await visit.Page.EvaluateAsync("scrollTo(0, 0)");
        await Assertions.Expect(visit.Page.Locator("tr[aria-rowindex='2'] input")).ToBeCheckedAsync();
        Assert.Empty(await visit.ViolationsAsync());

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Change 3 selected…" }).ClickAsync();

        await visit.Page.ArriveAsync("/posture/bulk?*");
        await Assertions.Expect(visit.Page.Locator("#changes")).ToHaveTextAsync("3");
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task All_rows_of_the_page_are_selected_at_once_and_none_again()
    {
        await using var visit = await SignInAsync("/controls", Look.Phone);

        await visit.Page.Locator("[data-all]").CheckAsync();
        await Assertions.Expect(visit.Page.Locator("#ticked [data-count]")).ToHaveTextAsync("Change 100 selected…");
        Assert.Equal(0, await visit.SidewaysAsync());
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Tick none" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#ticked [data-count]")).ToBeDisabledAsync();
        await Assertions.Expect(visit.Page.Locator("[data-all]")).Not.ToBeCheckedAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task All_rows_of_the_page_that_one_looks_at_are_selected_however_many_pages_are_there()
    {
        await using var visit = await SignInAsync("/rules");
        await visit.Page.Locator("tr[aria-rowindex='2'] input").CheckAsync();
        await Assertions.Expect(visit.Page.Locator("[data-all]")).ToHaveJSPropertyAsync("indeterminate", true);
        // By its event: a click would bring the link into view first, which fetches the page by itself, and takes the link away.
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Page 2", Exact = true }).DispatchEventAsync("click");
        await Assertions.Expect(visit.Page).ToHaveURLAsync($"{site.Address}/rules?page=2");
        await Assertions.Expect(visit.Page.Locator("tbody[data-page='2'] tr:not(.away)")).ToHaveCountAsync(100);
        await Assertions.Expect(visit.Page.Locator("tbody[data-page='1'] tr:not(.away)")).ToHaveCountAsync(100);
        await Assertions.Expect(visit.Page.Locator("[data-all]")).ToHaveJSPropertyAsync("indeterminate", false);

        // By the mouse itself: Playwright's click would bring the place where the head was into view first.
        var all = (await visit.Page.Locator("[data-all]").BoundingBoxAsync())!;
        await visit.Page.Mouse.ClickAsync(all.X + (all.Width / 2), all.Y + (all.Height / 2));

        await Assertions.Expect(visit.Page.Locator("#ticked [data-count]")).ToHaveTextAsync("Change 101 selected…");
        Assert.Equal(100, await visit.Page.Locator("tbody[data-page='2'] input:checked").CountAsync());
        Assert.Equal(1, await visit.Page.Locator("tbody[data-page='1'] input:checked").CountAsync());
        await Assertions.Expect(visit.Page.Locator("[data-all]")).ToBeCheckedAsync();
        await visit.Page.Mouse.ClickAsync(all.X + (all.Width / 2), all.Y + (all.Height / 2));
        await Assertions.Expect(visit.Page.Locator("#ticked [data-count]")).ToHaveTextAsync("Change 1 selected…");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_colleagues_edit_takes_neither_ticks_nor_what_is_typed_from_who_scrolls_on()
    {
        await using var own = new Site();
        await own.InitializeAsync();
        await using var visit = await SignInAsync("/rules", at: own);
        await visit.Page.EvaluateAsync("window.same = true");
        await visit.Page.Locator("tr[aria-rowindex='2'] input").CheckAsync();
        await visit.Page.Locator("main input[name=q]").FillAsync("half a wo");
        var rule = (await visit.Page.Locator("tr[aria-rowindex='3'] input").GetAttributeAsync("value"))!.Split(':');

        own.Record("Deployed at another desk", new PutDeployment("default", new Deployment(new ItemKey(rule[0], rule[1]), DeploymentState.Deployed)));
        await visit.Page.EvaluateAsync("scrollTo(0, 40000)");

        // The rows come while somebody types.
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("page="));
        var page = new Uri(visit.Page.Url).Query.Split('=')[1];
        await Assertions.Expect(visit.Page.Locator($"tbody[data-page='{page}'] tr:not(.away)")).ToHaveCountAsync(100);
        await Assertions.Expect(visit.Page.Locator("main input[name=q]")).ToHaveValueAsync("half a wo");
        await Assertions.Expect(visit.Page.Locator("main input[name=q]")).ToBeFocusedAsync();

        // Nobody is busy any more: the page is swapped where one is, and the tick is still there.
        var before = await visit.Page.EvaluateAsync<string>("document.documentElement.dataset.version");
        await visit.Page.EvaluateAsync("document.activeElement.blur()");
        await visit.Page.WaitForFunctionAsync("before => document.documentElement.dataset.version !== before", before);
        await Assertions.Expect(visit.Page.Locator("#ticked [data-count]")).ToHaveTextAsync("Change 1 selected…");
        await Assertions.Expect(visit.Page).ToHaveURLAsync($"{own.Address}/rules?page={page}");
        await visit.Page.EvaluateAsync("scrollTo(0, 0)");
        await Assertions.Expect(visit.Page.Locator("tr[aria-rowindex='2'] input")).ToBeCheckedAsync();
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.same"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_list_that_got_longer_meanwhile_comes_anew_with_its_ticks_though_one_has_the_focus()
    {
        await using var own = new Site();
        await own.InitializeAsync();
        await using var visit = await SignInAsync("/rules", at: own);
        await visit.Page.EvaluateAsync("window.same = true");
        var total = await visit.Page.EvaluateAsync<int>("Number(document.querySelector('nav.pages').dataset.total)");
        await visit.Page.Locator("tr[aria-rowindex='2'] input").CheckAsync();

        own.ImportFromOutside("zebra.zip", Pack.Zip(("rules/zebra.yml", Zebra)), "zebra");
        await visit.Page.EvaluateAsync("""
            async total => {
              const of = async () => Number(new DOMParser().parseFromString(await (await fetch("/rules")).text(), "text/html").querySelector("nav.pages").dataset.total);
              for (let i = 0; i < 60 && await of() === total; i++) await new Promise(done => setTimeout(done, 500));
            }
            """, total);
        await visit.Page.EvaluateAsync("scrollTo(0, 40000)");

        await visit.Page.WaitForFunctionAsync("total => Number(document.querySelector('nav.pages').dataset.total) > total", total);
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("page="));
        var page = new Uri(visit.Page.Url).Query.Split('=')[1];
        await Assertions.Expect(visit.Page.Locator($"tbody[data-page='{page}'] tr:not(.away)")).ToHaveCountAsync(100);
        await Assertions.Expect(visit.Page.Locator("#ticked [data-count]")).ToHaveTextAsync("Change 1 selected…");
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.same"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Ticks_work_without_script()
    {
        await using var visit = await SignInAsync("/rules", script: false);

        await visit.Page.Locator("table.t tbody input").Nth(0).CheckAsync();
        await visit.Page.Locator("table.t tbody input").Nth(5).CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Change what is ticked…" }).ClickAsync();

        await visit.Page.ArriveAsync("/posture/bulk?*");
        await Assertions.Expect(visit.Page.Locator("#changes")).ToHaveTextAsync("2");
    }

    private Task<Visit> SignInAsync(string path, Look look = Look.Light, bool script = true, Site? at = null) => (at ?? site).OpenAsync(chromium, path, look, script, Role.Engineer);
}
