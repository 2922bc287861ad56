using System.Diagnostics;

namespace RedConnect.Tests.Mutants;

/// <summary>A copy of the repository whose sources are changed and tested.</summary>
internal sealed class Copy
{
    /// <summary>A fault may leave something unused.</summary>
    private static readonly string[] Lenient = ["-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false"];
    private readonly string root;

    private Copy(string root) => this.root = root;

    /// <summary>Of the last commit; packages of the browser's client are shared.</summary>
    public static async Task<Copy> Of(string repository, string folder)
    {
        await RunIn(folder, "git", "clone", "--quiet", "--shared", repository, ".");
        Directory.CreateSymbolicLink(
            Path.Combine(folder, "src", "Web", "node_modules"),
            Path.Combine(repository, "src", "Web", "node_modules"));
        return new Copy(folder);
    }

    /// <summary>Whether the tests fail with this fault. One that does not compile tests nothing: an error.</summary>
    public async Task<bool> Notices(Mutant mutant)
    {
        var file = Path.Combine([root, "src", .. mutant.File.Split('/')]);
        var source = await File.ReadAllTextAsync(file);
        if (source.Split(mutant.Right).Length != 2)
        {
            throw new InvalidOperationException($"\"{mutant.Right}\" must occur once in {mutant.File}.");
        }

        await File.WriteAllTextAsync(file, source.Replace(mutant.Right, mutant.Wrong, StringComparison.Ordinal));
        try
        {
            return !await Passes(mutant.Suite);
        }
        finally
        {
            await File.WriteAllTextAsync(file, source);
        }
    }

    public async Task<bool> Passes(Suite suite)
    {
        if (suite is Suite.Client)
        {
            return await RunIn(Path.Combine(root, "src", "Web"), "npx", "vitest", "run", "crypto", "portal") == 0;
        }

        string[] build = ["build", $"tests/{suite}", "-nologo", "-v", "quiet", .. Lenient];
        if (await RunIn(root, "dotnet", build) != 0)
        {
            throw new InvalidOperationException("The fault does not compile.");
        }

        var tests = $"artifacts/bin/{suite}.Tests/debug/RedConnect.{suite}.Tests.dll";
        string[] folders = suite is Suite.Grains
            ? ["Practices", "Sessions", "Throttling"]
            : ["Portal", "Sessions", "Rooms.Guessing", "DataProtection"];
        var filter = string.Join('|', folders.Select(folder => $"FullyQualifiedName~{folder}"));
        return await RunIn(root, "dotnet", "test", tests, "--nologo", "--filter", filter) == 0;
    }

    private static async Task<int> RunIn(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
