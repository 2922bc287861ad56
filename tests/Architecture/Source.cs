using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RedConnect.Tests.Architecture;

/// <summary>A type as all its files together declare it.</summary>
internal sealed record SourceType(string Name, IReadOnlyList<TypeDeclarationSyntax> Parts)
{
    public int Lines => Parts.Sum(Source.Lines);

    /// <summary>What the type is given: the most parameters of a constructor, and what its code fetches from a
    /// container.</summary>
    public int Dependencies => Parameters + Fetched;

    private int Parameters =>
        Parts.SelectMany(part => part.Members.OfType<ConstructorDeclarationSyntax>().Select(c => c.ParameterList)
            .Append(part is RecordDeclarationSyntax ? null : part.ParameterList))
        .Max(list => list?.Parameters.Count ?? 0);

    /// <summary>A static feature class fetches nothing for itself: it registers and maps.</summary>
    private int Fetched => Parts.Any(part => part.Modifiers.Any(SyntaxKind.StaticKeyword)) ? 0 : Parts
        .SelectMany(part => part.DescendantNodes().OfType<GenericNameSyntax>())
        .Count(name =>
            name.Identifier.Text is "GetRequiredService" or "GetService" or "GetServices" or "GetRequiredKeyedService");
}

/// <summary>The C# source of this checkout, parsed.</summary>
internal static class Source
{
    private static readonly Lazy<IReadOnlyList<CompilationUnitSyntax>> Units = new(() =>
        [.. Repository.Files("*.cs")
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: Repository.Name(file)))
            .Select(tree => tree.GetCompilationUnitRoot())]);

    public static IEnumerable<SourceType> Types => Units.Value
        .SelectMany(unit => unit.DescendantNodes().OfType<TypeDeclarationSyntax>())
        .GroupBy(FullName)
        .Select(type => new SourceType(type.Key, [.. type]));

    /// <summary>Methods, constructors, accessors, operators and local functions, with their lines.</summary>
    public static IEnumerable<(string Name, int Lines)> Functions => Units.Value
        .SelectMany(unit => unit.DescendantNodes()
            .Where(node =>
            node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax))
        .Select(function => (Place(function), Lines(function)));

    public static int Lines(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string Place(SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}:{node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1}";

    private static string FullName(TypeDeclarationSyntax type)
    {
        var names = type.Ancestors().Select(node => node switch
        {
            TypeDeclarationSyntax outer => outer.Identifier.Text,
            BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
            _ => "",
        }).Where(name => name.Length > 0).Reverse();
        var name = string.Join('.', names.Append(type.Identifier.Text));
        return $"{name}`{type.TypeParameterList?.Parameters.Count ?? 0}";
    }
}
