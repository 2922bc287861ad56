using System.Security.Cryptography;
using System.Text;

namespace RedConnect.Tests.Silo.Sqlite;

/// <summary>A folder for a store, whose files are read byte by byte.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");

    public string Store => Path.Combine(folder.FullName, "store.db");

    /// <summary>Bytes that occur once in the world.</summary>
    public static byte[] Draw(int length = 32) => RandomNumberGenerator.GetBytes(length);

    /// <summary>Those of which a part is in a file of the folder: raw, as hexadecimal digits, or, of 16 bytes, as the
    /// two numbers that Orleans' ADO.NET provider makes of a key.</summary>
    public IReadOnlyList<byte[]> Left(IEnumerable<byte[]> records)
    {
        var files = folder.GetFiles("*", SearchOption.AllDirectories).Select(Read).ToList();
        return [.. records.Where(record => Pieces(record).Any(piece => files.Any(file => Has(file, piece))))];
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static IEnumerable<byte[]> Pieces(byte[] record) =>
        record.Chunk(16).Where(piece => piece.Length >= 8).SelectMany<byte[], byte[]>(
            piece => [piece, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(piece)), .. Numbers(piece)]);

    private static IEnumerable<byte[]> Numbers(byte[] piece) => piece.Length < 16
        ? []
        : new Guid(piece, bigEndian: true).ToByteArray().Chunk(8).Select(half => half.Reverse().ToArray());

    private static bool Has(byte[] file, byte[] piece) => file.AsSpan().IndexOf(piece) >= 0;

    private static byte[] Read(FileInfo file)
    {
        if (file.Extension is ".lock")
        {
            return [];
        }

        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
