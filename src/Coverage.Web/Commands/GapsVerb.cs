using System.CommandLine;
using System.Globalization;
using Coverage.Exchange;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Views;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary><c>coverage gaps</c>: what falls short, ranked.</summary>
internal static class GapsVerb
{
    private static readonly Option<string?> Environment = new("--env") { Description = "Only this environment, with its own reasons and numbers.", HelpName = "KEY" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Only gaps of this reason.", HelpName = string.Join('|', GapWords.All.Select(reason => reason.Words().Replace(' ', '-'))) };
    private static readonly Option<string?> Tactic = new("--tactic") { Description = "Only gaps of this tactic.", HelpName = "NAME" };
    private static readonly Option<int?> Top = new("--top") { Description = "At most so many, the largest first.", HelpName = "N" };
    private static readonly Option<bool> Csv = new("--csv") { Description = "As CSV." };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "File to write (default: stdout).", HelpName = "FILE" };

    private static readonly Argument<string[]> Techniques = new("TECHNIQUE") { Description = "Techniques, such as T1003.001.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Owner = new("--owner") { Description = "Who closes them.", HelpName = "NAME" };
    private static readonly Option<DateOnly?> Due = new("--due") { Description = "Until which day.", HelpName = "DAY" };
    private static readonly Option<bool> Nobody = new("--nobody") { Description = "They are nobody's to close any more." };

    /// <summary>By which threat profile; shared with the verbs that weigh.</summary>
    public static Option<string?> ProfileOption() => new("--profile") { Description = "By this threat profile instead of the chosen one; none for none.", HelpName = "KEY" };

    private static readonly Option<string?> Profile = ProfileOption();

    public static Command Create()
    {
        var command = new Command("gaps", "Lists every technique in scope that falls short, by weight x (100 - Coverage), with its reason and next action.\n\nExample: coverage gaps --top 20\nExample: coverage gaps --reason not-deployed --tactic \"credential access\" --csv -o gaps.csv") { Environment, Reason, Tactic, Profile, Top, Csv, Output, Assign() };
        command.Does(Run);
        return command;
    }

    private static Command Assign() => StepOptions.Verb(
        "assign", "Says who is to close gaps, and until when.\n\nExample: coverage gaps assign T1003.001 T1059.001 --owner ada --due 2026-12-24\nExample: coverage gaps assign T1003.001 --nobody",
        (context, view) =>
        {
            var (owner, environment) = (context.Parsed.GetValue(Owner)?.Trim() ?? "", context.Parsed.GetValue(Environment) ?? "");
            if (owner.Length > 0 == context.Parsed.GetValue(Nobody)) throw new CommandFailure("Say who is to close them: --owner NAME, or --nobody.");
            return StatementSteps.Assigned(view, context.Parsed.GetValue(Techniques)!, environment, owner, context.Parsed.GetValue(Due));
        },
        Techniques, Environment, Owner, Due, Nobody);

    /// <summary>What the organisation has, by a profile.</summary>
    public static PostureView ViewBy(CommandContext context, string? profile) => By(context.Get<PostureViews>().Current, profile);

    /// <summary>A view by a profile; null for the chosen one.</summary>
    public static PostureView By(PostureView view, string? profile)
    {
        if (profile is null) return view;
        if (profile == "none") return GapList.By(view, null);
        return view.Posture.Profiles.ContainsKey(profile) ? GapList.By(view, profile) : throw new CommandFailure($"There is no profile '{profile}'. {(view.Posture.Profiles.IsEmpty ? "None is recorded yet; see 'coverage profile create --help'." : $"There are {string.Join(", ", view.Posture.Profiles.Keys)}.")}");
    }

    private static int Run(CommandContext context)
    {
        var view = ViewBy(context, context.Parsed.GetValue(Profile));
        var list = ListOf(view, context.Parsed.GetValue(Environment));
        var gaps = Narrow(context, view.Catalogue, list);
        var file = context.Parsed.GetValue(Output);
        if (context.Parsed.GetValue(Csv)) CommandContext.OutputText(file, writer => GapFile.WriteCsv(writer, gaps));
        else if (context.Json) CommandContext.Output(file, stream => GapFile.WriteJson(stream, gaps));
        else CommandContext.OutputText(file, writer => Write(writer, list, gaps));
        return ExitCodes.Done;
    }

    private static GapList ListOf(PostureView view, string? environment)
    {
        if (environment is not null && !view.Posture.Environments.ContainsKey(environment)) throw new CommandFailure($"There is no environment '{environment}'. There are {string.Join(", ", view.Posture.Environments.Keys)}.");
        return GapList.Of(view, environment);
    }

    private static IReadOnlyList<Gap> Narrow(CommandContext context, CoverageView catalogue, GapList list)
    {
        var (word, tactic, top) = (context.Parsed.GetValue(Reason), context.Parsed.GetValue(Tactic), context.Parsed.GetValue(Top));
        GapReason? reason = word is null ? null : GapWords.Parse(word) ?? throw new CommandFailure($"'{word}' is no reason. The reasons are {string.Join(", ", GapWords.All.Select(one => one.Words()))}.");
        var wanted = tactic is null ? null : catalogue.TacticNamed(tactic) ?? throw new CommandFailure($"'{tactic}' is no tactic. The tactics are {string.Join(", ", catalogue.Domains.SelectMany(domain => domain.Columns).Select(column => column.Tactic.Title).Distinct())}.");
        if (top is < 1) throw new CommandFailure("--top takes a number from 1 on.");
        return
        [
            .. list.Gaps.Where(gap => (reason is null || gap.Reason == reason) && (wanted is null || gap.Technique.Tactics.Any(one => one.Title == wanted.Title)))
                .Take(top ?? int.MaxValue),
        ];
    }

    private static void Write(TextWriter writer, GapList list, IReadOnlyList<Gap> gaps)
    {
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Words.Plain(gaps.Count, "gap")} of {Words.Plain(list.Totals.Techniques, "technique")} in scope; available {Percent(list.Totals.Available)}, deployed {Percent(list.Totals.Deployed)}, validated {Percent(list.Totals.Validated)}"));
        foreach (var gap in gaps) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{gap.Points,8:0.0}  {gap.Technique.Id,-9}  {gap.Reason.Words(),-13}  {gap.Technique.Technique.Title}  {gap.Environment}: {gap.Next.Text}"));
    }

    /// <summary>A share in words.</summary>
    public static string Percent(double? percent) => percent is { } value ? Figures.Percent(value) : "nothing in scope";
}
