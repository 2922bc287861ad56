using RedConnect.Tests.Load;

// dotnet run -c Release --project tests/Load -- [--rooms 300] [--seconds 8] [--rounds 3] [--json file]
// dotnet run -c Release --project tests/Load -- overload [--rooms 20] [--seconds 8]: newcomers at five times what one server takes
if (args is ["plain", var address])
{
    await PlainRelay.Serve(address);
    return;
}

if (args is ["overload", ..])
{
    Environment.ExitCode = await Overload.Run(args);
    return;
}

var settings = Settings.Of(args);
var report = new Report();
for (var round = 1; round <= settings.Rounds; round++)
{
    foreach (var kind in new[] { ServerKind.Plain, ServerKind.RedConnect })
    {
        await using var server = await ServerProcess.Start(kind);
        var crowd = await Crowd.Gather(server, settings.Rooms);
        await using (crowd)
        {
            await Measurements.All(server, crowd, settings, report);
        }
    }

    Console.WriteLine($"round {round} of {settings.Rounds} done");
}

report.Print(Console.Out);
if (settings.Json is { } file)
{
    await report.Save(file);
}
