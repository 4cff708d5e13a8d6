using System.Text;
using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Atomic;

public sealed class AtomicSourceTests
{
    private const string File = """
        attack_technique: t1219
        display_name: Invented
        atomic_tests:
        - name: First
          auto_generated_guid: 00000000-0000-4000-8000-00000000000A
          description: |
            Made up
          supported_platforms:
          - windows
          - Linux
          - iaas:aws
          - linux
          input_arguments:
            where:
              description: x
              type: path
              default: here
            what: {type: string, default: x}
          dependency_executor_name: powershell
          dependencies:
          - description: one
            prereq_command: a
            get_prereq_command: b
          - description: two
            prereq_command: a
            get_prereq_command: b
          executor:
            name: command_prompt
            elevation_required: true
            command: |
              do this
        - name: Second
          auto_generated_guid: 00000000-0000-4000-8000-00000000000b
          supported_platforms: [macos]
          executor:
            name: manual
            steps: 1. by hand
        """;

    [Fact]
    public void A_test_is_known_by_its_GUID_and_numbered_by_its_place()
    {
        var (first, second) = Two(File);

        Assert.Equal(("00000000-0000-4000-8000-00000000000a", "First", "T1219", 1), (first.ExternalId, first.Title, first.Technique, first.Number));
        Assert.Equal(("00000000-0000-4000-8000-00000000000b", "Second", "T1219", 2), (second.ExternalId, second.Title, second.Technique, second.Number));
    }

    [Fact]
    public void Platforms_executor_elevation_arguments_and_dependencies_are_read()
    {
        var (first, second) = Two(File);

        Assert.Equal(["windows", "linux", "iaas:aws"], first.Platforms);
        Assert.Equal(["where", "what"], first.Arguments);
        Assert.Equal(("command_prompt", true, 2, "powershell"), (first.Executor, first.Elevated, first.Dependencies, first.DependencyExecutor));
        Assert.Equal(("manual", false, 0, ""), (second.Executor, second.Elevated, second.Dependencies, second.DependencyExecutor));
    }

    [Fact]
    public void Changing_one_test_changes_the_hash_of_that_test_alone()
    {
        var (first, second) = Two(File);
        var (changedFirst, sameSecond) = Two(File.Replace("do this", "do that", StringComparison.Ordinal));
        var (sameFirst, changedSecond) = Two(File.Replace("by hand", "by foot", StringComparison.Ordinal));

        Assert.NotEqual(first.Hash, changedFirst.Hash);
        Assert.NotEqual(second.Hash, changedSecond.Hash);
        Assert.Equal((first.Hash, second.Hash), (sameFirst.Hash, sameSecond.Hash));
        Assert.DoesNotContain("Second", first.Text, StringComparison.Ordinal);
        Assert.StartsWith("name: First", first.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_before_it_changes_a_test_neither_in_hash_nor_in_identity()
    {
        var (_, second) = Two(File);
        var (_, later) = Two(File.Replace("display_name: Invented", "display_name: Invented twice over", StringComparison.Ordinal));

        Assert.Equal(second.Hash, later.Hash);
        Assert.Equal(second.Hash, Two(File.ReplaceLineEndings("\r\n")).Second.Hash);
    }

    [Theory]
    [InlineData("auto_generated_guid: 00000000-0000-4000-8000-00000000000b", "other: x", 32)]
    [InlineData("auto_generated_guid: 00000000-0000-4000-8000-00000000000b", "auto_generated_guid: not-a-guid", 32)]
    [InlineData("name: Second", "title: Second", 32)]
    public void A_test_without_a_GUID_or_a_name_is_one_diagnostic_and_the_others_import(string from, string to, int line)
    {
        var reading = Read.As(SourceKind.Atomic, ("atomics/T1219/T1219.yaml", File.Replace(from, to, StringComparison.Ordinal)));

        var problem = Assert.Single(reading.Diagnostics);
        Assert.Equal("Test 2 has no name or no GUID (auto_generated_guid).", problem.Message);
        Assert.Equal(line, problem.Line);
        Assert.Equal("First", Assert.Single(reading.Items).Title);
    }

    [Theory]
    [InlineData("attack_technique: S0001\natomic_tests: []\n", 1)]
    [InlineData("display_name: x\nattack_technique: T12\natomic_tests: []\n", 2)]
    [InlineData("attack_technique: T1219\n", 1)]
    [InlineData("attack_technique: T1219\natomic_tests: none\n", 1)]
    [InlineData("- a\n", 1)]
    [InlineData("attack_technique: T1219\natomic_tests: []\n---\na: 1\n", 1)]
    public void A_file_that_names_no_technique_or_no_tests_is_one_diagnostic(string text, int line)
    {
        var reading = Read.As(SourceKind.Atomic, ("atomics/T1219/T1219.yaml", text));

        Assert.Empty(reading.Items);
        Assert.Equal(line, Assert.Single(reading.Diagnostics).Line);
    }

    [Fact]
    public void Only_files_named_by_a_technique_are_read_so_that_indexes_repeat_nothing()
    {
        var reading = Read.As(SourceKind.Atomic, ("atomics/T1059/T1059.yaml", Make.Atomics("T1059", 1)), ("atomics/Indexes/index.yaml", Make.Atomics("T1059", 1, 2)), ("atomics/T1059/src/config.yaml", "a: 1\n"));

        Assert.Equal([Make.Guid(1)], reading.Items.Select(item => item.ExternalId));
        Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void Deep_nesting_and_damage_are_one_diagnostic_each()
    {
        Assert.Contains("nested", Problem(Encoding.ASCII.GetBytes("attack_technique: " + new string('[', 100_000))), StringComparison.Ordinal);
        Assert.Equal("It is empty.", Problem([]));
        Assert.Equal("The key 'name' is there twice.", Problem("attack_technique: T1219\natomic_tests:\n- name: a\n  name: b\n"u8.ToArray()));

        static string Problem(byte[] content) => Assert.Single(Read.As(SourceKind.Atomic, "atomics/T1219/T1219.yaml", content).Diagnostics).Message;
    }

    private static (AtomicTest First, AtomicTest Second) Two(string text)
    {
        var reading = Read.As(SourceKind.Atomic, ("atomics/T1219/T1219.yaml", text));
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(2, reading.Items.Count);
        return ((AtomicTest)reading.Items[0], (AtomicTest)reading.Items[1]);
    }
}
