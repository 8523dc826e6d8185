import Foundation
import Measurement

/// How many bytes the tables of a database have, each with its indexes.
enum TableSizes {
  /// The tables by size, the largest first; none where the shell cannot tell.
  static func of(_ database: String, in folder: WorkingFolder) -> [(name: String, bytes: Double)] {
    let query = """
      SELECT tbl_name, sum(pgsize) FROM dbstat JOIN sqlite_schema USING (name)
      GROUP BY tbl_name ORDER BY 2 DESC;
      """
    let output = folder.file("sizes")
    // Whether the shell knows `dbstat` depends on how it was compiled.
    guard
      (try? ChildProcess.run(
        ["sqlite3", "-readonly", "-list", folder.file(database), query],
        output: output
      )) != nil, let bytes = try? Data(contentsOf: URL(filePath: output))
    else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "|")
      guard fields.count == 2, let size = Double(fields[1]) else { return nil }
      return (name: String(fields[0]), bytes: size)
    }
  }
}
