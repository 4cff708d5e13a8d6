using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>One figure of the model, as an administrator sees and changes it.</summary>
/// <param name="Name">Its name, under which it is stored.</param>
/// <param name="Says">What it stands for.</param>
/// <param name="Unit">Its unit and range.</param>
/// <param name="Get">Its value in a model.</param>
/// <param name="With">The model with another value.</param>
public sealed record ModelFigure(string Name, string Says, string Unit, Func<ScoringModel, double> Get, Func<ScoringModel, double, ScoringModel> With)
{
    private const string Points = "0 to 100";
    private const string Days = "whole days";
    private const string Effort = "points of effort, above 0";

    /// <summary>All of them, in the order of the published rules.</summary>
    public static IReadOnlyList<ModelFigure> All { get; } =
    [
        new(nameof(ScoringModel.RuleInPlace), "A rule in place whose log source is not recorded as collected", Points, model => model.RuleInPlace, (model, value) => model with { RuleInPlace = value }),
        new(nameof(ScoringModel.RuleCollected), "A rule in place whose log source is collected (b)", Points, model => model.RuleCollected, (model, value) => model with { RuleCollected = value }),
        new(nameof(ScoringModel.RuleProven), "A rule that a fresh alerted result names", Points, model => model.RuleProven, (model, value) => model with { RuleProven = value }),
        new(nameof(ScoringModel.RuleLogged), "A refuted rule whose paired tests were at least logged", Points, model => model.RuleLogged, (model, value) => model with { RuleLogged = value }),
        new(nameof(ScoringModel.RuleRefuted), "A refuted rule whose paired tests left nothing", Points, model => model.RuleRefuted, (model, value) => model with { RuleRefuted = value }),
        new(nameof(ScoringModel.ControlFull), "A control in full", Points, model => model.ControlFull, (model, value) => model with { ControlFull = value }),
        new(nameof(ScoringModel.ControlPartial), "A control in part", Points, model => model.ControlPartial, (model, value) => model with { ControlPartial = value }),
        new(nameof(ScoringModel.InferredFactor), "What is left of a control's claim that only the ontology links", "a factor, 0 to 1", model => model.InferredFactor, (model, value) => model with { InferredFactor = value }),
        new(nameof(ScoringModel.TestLogged), "The most that a test scores which was only logged", Points, model => model.TestLogged, (model, value) => model with { TestLogged = value }),
        new(nameof(ScoringModel.FreshDays), "How long a proof holds in full", Days, model => model.FreshDays, (model, value) => model with { FreshDays = Whole(value) }),
        new(nameof(ScoringModel.StaleDays), "After how long it holds no more", Days, model => model.StaleDays, (model, value) => model with { StaleDays = Whole(value) }),
        new(nameof(ScoringModel.CoveredFrom), "From which Coverage on a technique is covered", Points, model => model.CoveredFrom, (model, value) => model with { CoveredFrom = value }),
        new(nameof(ScoringModel.EffortRunTest), "Running a test", Effort, model => model.EffortRunTest, (model, value) => model with { EffortRunTest = value }),
        new(nameof(ScoringModel.EffortDeployRule), "Deploying a rule", Effort, model => model.EffortDeployRule, (model, value) => model with { EffortDeployRule = value }),
        new(nameof(ScoringModel.EffortCollect), "Collecting a log source", Effort, model => model.EffortCollect, (model, value) => model with { EffortCollect = value }),
        new(nameof(ScoringModel.EffortImplement), "Implementing a control", Effort, model => model.EffortImplement, (model, value) => model with { EffortImplement = value }),
    ];

    /// <summary>Version 1 with the figures that were changed.</summary>
    public static ScoringModel Read(ModelFigures changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return All.Aggregate(ScoringModel.Version1, (model, figure) => changed.Figures.TryGetValue(figure.Name, out var value) ? figure.With(model, value) : model);
    }

    /// <summary>What of a model differs from version 1.</summary>
    public static ModelFigures Write(ScoringModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModelFigures(ModelFigures.Published.Figures.AddRange(All.Where(figure => figure.Get(model) != figure.Get(ScoringModel.Version1)).Select(figure => KeyValuePair.Create(figure.Name, figure.Get(model)))));
    }

    /// <summary>What is wrong with figures that somebody wants to change; nothing if they can be used.</summary>
    public static IEnumerable<string> Problems(ModelFigures changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return [.. changed.Figures.Keys.Where(name => All.All(figure => figure.Name != name)).Select(name => $"The model has no figure called {name[..Math.Min(name.Length, 40)]}."), .. Read(changed).Problems()];
    }

    // What is no day at all becomes one that Problems objects to.
    private static int Whole(double value) => value is >= 0 and <= 100_000 && double.IsInteger(value) ? (int)value : -1;
}
