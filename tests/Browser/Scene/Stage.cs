using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Everything in one process.</summary>
public sealed class Stage : StageOn<RunningServer>;

/// <summary>Everything in one process, with all logs, metrics and traces.</summary>
public sealed class WatchedStage : StageOn<WatchedServer>;

/// <summary>Everything in one process; the patient has Firefox.</summary>
public sealed class FirefoxStage : StageOn<RunningServer>
{
    private protected override Task<Person> BringPatient(IPlaywright playwright) =>
        Person.WithFirefox(playwright, Server.Address, Traffic);
}

/// <summary>A region of many processes.</summary>
public sealed class ClusterStage : StageOn<RunningCluster>;

/// <summary>Servers, a practice, and two people who can meet.</summary>
public abstract class StageOn<T> : IAsyncLifetime
    where T : IDeployment, new()
{
    private IPlaywright? playwright;
    private Person? practitioner;
    private Person? patient;
    private Practice? practice;

    public T Server { get; } = new();

    public Traffic Traffic { get; } = new();

    public Person Practitioner => practitioner ?? throw new InvalidOperationException();

    public Person Patient => patient ?? throw new InvalidOperationException();

    public Practice Practice => practice ?? throw new InvalidOperationException();

    public async Task InitializeAsync()
    {
        await Server.Start();
        playwright = await Playwright.CreateAsync();
        practitioner = await Person.With(playwright, Portrait.Practitioner, Server.Address, Traffic);
        patient = await BringPatient(playwright);
        practice = await Scene.Practice.Register(practitioner, "Praxis am Markt");
    }

    private protected virtual Task<Person> BringPatient(IPlaywright playwright) =>
        Person.With(playwright, Portrait.Patient, Server.Address, Traffic);

    public async Task DisposeAsync()
    {
        await Practitioner.DisposeAsync();
        await Patient.DisposeAsync();
        playwright?.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A new appointment with both people in the call.</summary>
    public async Task<(RoomPage Practitioner, RoomPage Patient, Codes Codes)> Meeting(
        string patientName = "Peter Petersen", string email = "")
    {
        var codes = await Practice.Plan(patientName, email: email);
        var there = await Practitioner.Enter(codes.Practitioner, Scene.Practice.FullName);
        var here = await Patient.Enter(codes.Patient, patientName);
        await there.InCall();
        await here.InCall();
        return (there, here, codes);
    }
}
