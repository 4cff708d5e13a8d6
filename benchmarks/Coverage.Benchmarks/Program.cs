using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Coverage.Benchmarks;
using Perfolizer.Horology;

// What a sync costs needs a server, and has to be taken step by step: 'sync SHARED', for benchmarks/sync.sh.
if (args is ["sync", var shared])
{
    await SyncCosts.PrintAsync(shared);
    return;
}

// In this process: a project that BenchmarkDotNet makes for itself would have to be built as a web project, with its files.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(100)))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithSummaryStyle(SummaryStyle.Default.WithTimeUnit(TimeUnit.Microsecond))
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "coverage-benchmarks"));
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args, config);
