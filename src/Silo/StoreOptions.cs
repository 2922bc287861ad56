using System.ComponentModel.DataAnnotations;

namespace RedConnect.Silo;

/// <summary>Where state lives; section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Store";

    /// <summary><c>sqlite</c>: one file, one process.</summary>
    [Required, RegularExpression("sqlite", ErrorMessage = "Store:Kind must be 'sqlite'.")]
    public string Kind { get; set; } = "sqlite";

    /// <summary>The SQLite file; a relative path starts at the content root.</summary>
    [Required]
    public string Path { get; set; } = "data/redconnect.db";
}
