import ReportDocument
import UsagePlugins

/// Gives finished reports the forms that were asked for.
struct ReportWriting {
  let configuration: Configuration
  /// The report's name, which is that of its folder.
  let report: String
  /// Called before each writer, which has the time of a script.
  var beforeWriter: @Sendable () -> Void = {}

  /// Writes documents in formats; one that cannot be written leaves all unwritten.
  func files(
    of documents: [WriterRun.Document],
    in formats: [ReportFormat]
  ) async throws -> (files: [RenderedFile], log: [String]) {
    var files: [RenderedFile] = []
    var log: [String] = []
    for document in documents {
      for format in formats {
        guard let builtIn = format.builtIn else { continue }
        let text = configuration.appearance.render(document.document, as: builtIn)
        files.append(file(document.file, builtIn.fileExtension, format, Array(text.utf8)))
      }
    }
    for format in formats where format.builtIn == nil {
      let writer = try writer(of: format)
      beforeWriter()
      do {
        let written = try await writer.write(documents)
        for (document, made) in zip(documents, written.files) {
          for one in made {
            let new =
              one.name.map { name in
                RenderedFile(
                  report: report,
                  path: "\(report)/\(document.file)/\(name)",
                  format: format,
                  bytes: one.bytes
                )
              } ?? file(document.file, written.fileExtension, format, one.bytes)
            guard !files.contains(where: { $0.path == new.path }) else {
              throw PluginProblem(
                file: writer.file.path,
                message:
                  "another format of the report writes \(new.path), too; leave one of them out"
              )
            }
            files.append(new)
          }
        }
        log += written.log
      } catch let problem as PluginProblem {
        throw ScriptProblem(description: problem.description, isUsage: false)
      }
    }
    return (files, log)
  }

  private func file(
    _ name: String,
    _ ending: String,
    _ format: ReportFormat,
    _ bytes: [UInt8]
  ) -> RenderedFile {
    RenderedFile(
      report: report,
      path: "\(report)/\(name).\(ending)",
      format: format,
      bytes: bytes
    )
  }

  private func writer(of format: ReportFormat) throws(ScriptProblem) -> WriterRun {
    let found = configuration.plugins.files(of: .writer)
    guard let file = found.files.first(where: { $0.name == format.rawValue }) else {
      throw ScriptProblem(
        description: "unknown format \"\(format.rawValue)\"; expected "
          + configuration.knownFormats.namesWithOr,
        isUsage: true
      )
    }
    return WriterRun(
      file,
      libraryFolder: "\(configuration.plugins.path)/writers/lib",
      limits: configuration.limits,
      format: configuration.appearance.format,
      report: report
    )
  }
}
