using System.Text;

namespace Coverage.Tests.Support;

/// <summary>Makes small, valid pieces of what the sources publish.</summary>
internal static class Make
{
    /// <summary>An ontology with one countermeasure, D3-W, and one technique of ATT&amp;CK, T1001.</summary>
    public const string Ontology = """
        @prefix : <http://d3fend.mitre.org/ontologies/d3fend.owl#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :Watch a owl:Class ; rdfs:label "Watch" ; :definition "Looks." ; :d3fend-id "D3-W" .
        :X a owl:Class ; rdfs:label "X" ; :attack-id "T1001" .
        """;

    /// <summary>A GUID that ends in a number: short to write, easy to tell apart.</summary>
    public static string Guid(int number) => $"00000000-0000-4000-8000-{number:d12}";

    /// <summary>A Sigma rule with some tags.</summary>
    public static string Rule(int id, params string[] tags) => $"""
        title: Rule {id}
        id: {Guid(id)}
        status: test
        author: Ada Example
        tags: [{string.Join(", ", tags)}]
        logsource:
            product: windows
            category: process_creation
        detection:
            selection:
                Image: invented-{id}.exe
            condition: selection
        level: medium
        """;

    /// <summary>A file of Atomic tests, each named by its number.</summary>
    public static string Atomics(string technique, params int[] tests)
    {
        var text = new StringBuilder($"attack_technique: {technique}\ndisplay_name: Invented\natomic_tests:\n");
        foreach (var test in tests)
        {
            text.Append($"""
                - name: Test {test}
                  auto_generated_guid: {Guid(test)}
                  description: Invented
                  supported_platforms:
                  - linux
                  executor:
                    name: sh
                    command: 'true'

                """.ReplaceLineEndings("\n"));
        }

        return text.ToString();
    }
}
