using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RedConnect.Hosting;

/// <summary>So many at once, and so many each second.</summary>
public sealed class Rate
{
    /// <summary>What comes at once, after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 1;

    /// <summary>What is refilled each second.</summary>
    [Range(1, 1_000_000)]
    public int PerSecond { get; set; } = 1;
}

/// <summary>
/// How much one server takes on; section <c>Intake</c>. An address may be a whole hospital behind one router: what one address may do is meant for
/// thousands of people, and stops only what could fill the server by itself.
/// </summary>
public sealed class IntakeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Intake";

    /// <summary>With more connections than this the server takes nobody new. As many again are kept for those who come back.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; set; } = 10_000;

    /// <summary>The same for one address.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 4_000;

    /// <summary>People who come to a door for the first time.</summary>
    [Required, ValidateObjectMembers]
    public Rate Arrivals { get; set; } = new() { Burst = 400, PerSecond = 200 };

    /// <summary>The same from one address.</summary>
    [Required, ValidateObjectMembers]
    public Rate ArrivalsPerAddress { get; set; } = new() { Burst = 300, PerSecond = 100 };

    /// <summary>Pages.</summary>
    [Required, ValidateObjectMembers]
    public Rate Pages { get; set; } = new() { Burst = 1_000, PerSecond = 300 };

    /// <summary>The same for one address.</summary>
    [Required, ValidateObjectMembers]
    public Rate PagesPerAddress { get; set; } = new() { Burst = 600, PerSecond = 150 };
}
