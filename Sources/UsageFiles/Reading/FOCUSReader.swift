/// Reads FOCUS cost and usage files, versions 1.0 to 1.4, in columns of any order, plain or packed by gzip.
///
/// Files are read row by row, and of each row only what is used. Texts that stand in many rows are read once.
public struct FOCUSReader {
  private let options: FOCUSReadingOptions
  private var files: [FOCUSReading.File] = []
  private var gathered = GatheredPeriods()
  private var problems = FOCUSProblems()
  private var badRows = 0
  private var isCut = false

  /// Begins with no file.
  public init(_ options: FOCUSReadingOptions = FOCUSReadingOptions()) {
    self.options = options
    problems.limit = options.problemLimit
  }

  /// Reads a file; `name` is what messages call it.
  ///
  /// - Parameters:
  ///   - name: What messages call the file.
  ///   - chunk: How many bytes are read at once.
  ///   - source: Gives the bytes.
  ///   - seeing: Is shown all bytes as they are once unpacked.
  /// - Throws: What the source throws. What is wrong with the file itself is a problem of the result.
  public mutating func read(
    _ name: String,
    chunk: Int = 1 << 20,
    from source: @escaping ByteSource,
    seeing: @escaping (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws {
    var file = FOCUSReading.File(name: name, version: nil, rows: 0)
    do {
      let unpacking = try Gunzip(source)
      let rows = CSVRows(
        { buffer in
          let count = try unpacking.read(buffer)
          seeing(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
          return count
        },
        chunk: chunk
      )
      try read(rows, &file)
    } catch let damage as FileDamage {
      problems.add(damage, in: name)
      isCut = true
    }
    files.append(file)
  }

  private mutating func read(_ rows: CSVRows, _ file: inout FOCUSReading.File) throws {
    guard try rows.next() else {
      throw FileDamage(message: "the file is empty; its first line names the columns")
    }
    var names: [String] = []
    for place in 0..<rows.count {
      guard let name = String(validating: rows.bytes(place), as: UTF8.self) else {
        throw FileDamage(
          line: rows.line,
          column: place + 1,
          message: "the text is not UTF-8; save the file as UTF-8"
        )
      }
      names.append(name)
    }
    let header = try FOCUSHeader(names, tags: options.tagColumns)
    file.version = header.version
    var reading = FOCUSRowReading(header, options)
    while try rows.next() {
      file.rows += 1
      do throws(FOCUSMistake) {
        try reading.read(rows, into: &gathered)
      } catch {
        badRows += 1
        problems.add(error, header, line: rows.line, in: file.name)
      }
    }
  }

  /// What the files tell.
  public consuming func finish() -> FOCUSReading {
    FOCUSReading(
      files: files,
      periods: gathered.periods(),
      badRows: badRows,
      problems: problems.texts,
      problemCount: problems.count,
      isCut: isCut
    )
  }
}
