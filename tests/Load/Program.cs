using Microsoft.AspNetCore.SignalR;
using RedConnect.Tests.Load;
using RedConnect.Tests.Load.Phases;
using RedConnect.Tests.Load.Yardstick;

// dotnet run -c Release --project tests/Load --
//   [bars | cluster | faults | rolling | overload | floods | earlier path/to/RedConnect.Web.dll]
//   [--rooms 300] [--seconds 8] [--rounds 4] [--json file]
try
{
    await (args switch
    {
        ["plain", var address, .. var redis] => PlainRelay.Serve(address, redis.FirstOrDefault()),
        ["earlier", var program, ..] => Contest.OfBuilds(program, Settings.Of(args)),
        ["bars", ..] => AllBars.Run(Settings.Of(args).Json),
        ["overload", ..] => Overload.Run(args),
        ["floods", ..] => Floods.Run(args),
        ["faults", ..] => Faults.Run(args),
        ["rolling", ..] => Rolling.Run(args),
        ["cluster", ..] => Contest.OfClusters(Settings.Of(args)),
        _ => Contest.OfProcesses(Settings.Of(args)),
    });
    return 0;
}
catch (Exception failure) when (
    failure is InvalidOperationException or TimeoutException or HttpRequestException or IOException
        or HubException or OperationCanceledException)
{
    // Caught, so that every process that was started is stopped.
    await Console.Error.WriteLineAsync(failure.ToString());
    return 1;
}
