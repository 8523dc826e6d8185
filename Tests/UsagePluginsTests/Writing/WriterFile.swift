import Foundation
import LuaHost
import ReportDocument
import Testing
import UsagePlugins

/// A writer of some text.
func writer(_ source: String, name: String = "x") -> PluginFile {
  PluginFile(
    kind: .writer,
    name: name,
    path: "Scripts/writers/\(name).lua",
    source: Array(source.utf8)
  )
}

/// A writer whose function has this body.
func writer(doing body: String) -> PluginFile {
  writer(
    "return { api = 1, extension = \"txt\", write = function(document, context)\n\(body)\nend }"
  )
}

/// The file of a plug-in that comes with the product.
func shipped(_ kind: PluginKind, _ name: String) throws -> PluginFile {
  let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scripts")
    .path(percentEncoded: false)
  let files = PluginFolder(path: path).files(of: kind).files
  return try #require(files.first { $0.name == name })
}

/// What a writer makes of a document.
func written(
  _ file: PluginFile,
  _ document: ReportDocument = .everyBlock,
  limits: LuaLimits = LuaLimits()
) async throws -> WriterRun.Result {
  try await WriterRun(file, limits: limits, format: .englishUS, report: "spend")
    .write([WriterRun.Document(document, file: "2026-10")])
}

/// Why a writer cannot write, without the line of source and the calls.
func refusal(_ file: PluginFile, limits: LuaLimits = LuaLimits()) async -> String? {
  do {
    _ = try await written(file, limits: limits)
    return nil
  } catch let problem as PluginProblem {
    return problem.summary
  } catch {
    return "\(error)"
  }
}

/// The text that a writer with this body makes of the report that has everything.
func text(doing body: String) async throws -> String {
  let files = try await written(writer(doing: body)).files
  return String(decoding: try #require(files.first?.first).bytes, as: UTF8.self)
}
