using System.Diagnostics;
using RedConnect.Tests.Machine;
using Xunit.Abstractions;

namespace RedConnect.Tests.Web.LoadShedding;

public sealed class OverloadTests(ITestOutputHelper output)
{
    /// <summary>
    /// Five times as many arrivals as a server accepts; the program measures and checks
    /// (tests/Load/Phases/Overload.cs).
    /// </summary>
    [Fact]
    public async Task While_arrivals_are_refused_rooms_relay_every_signal_and_accept_returning_seats()
    {
        string[] words = [Checkout.Program("Load"), "overload", "--rooms", "8", "--seconds", "4"];
        using var program = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("dotnet did not start.");
        var figures = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        output.WriteLine(figures);
        Assert.True(program.ExitCode == 0, figures);
    }
}
