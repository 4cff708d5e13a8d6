namespace Coverage.Exchange.Navigator;

/// <summary>A layer of scores.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What its scores are.</param>
/// <param name="Scores">By technique.</param>
/// <param name="Least">The lowest score that there can be.</param>
/// <param name="Most">The highest.</param>
public sealed record ScoreLayer(string Name, string Description, IReadOnlyList<LayerScore> Scores, double Least = 0, double Most = 100);

/// <summary>A technique's score in a layer.</summary>
/// <param name="Technique">Its identifier.</param>
/// <param name="Score">The score; null where it has none, and is disabled in the layer.</param>
/// <param name="Comment">The score in words.</param>
public sealed record LayerScore(string Technique, double? Score, string Comment);
