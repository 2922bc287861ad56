using System.ComponentModel.DataAnnotations;
using RedConnect.Api.Codes;

namespace RedConnect.Api.Portal;

/// <summary>A blinded access code.</summary>
public sealed record EvaluationBody([Length(OprfKey.ElementBytes, OprfKey.ElementBytes)] byte[] Blinded);

/// <summary>The same, multiplied with the server's key.</summary>
internal sealed record EvaluationView(byte[] Evaluated);
