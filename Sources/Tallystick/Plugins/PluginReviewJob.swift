import Foundation
import LuaHost
import ReportDocument
import ReportScripting
import UsageModel
import UsagePlugins
import UsageStore

/// What a worker is told that looks at one plug-in.
struct PluginReviewJob: Codable {
  /// The configuration, as reports need it.
  var surroundings: ReportJob
  var kind: PluginKind
  var name: String

  init(_ file: PluginFile, in configuration: Configuration, at moment: Timestamp) {
    surroundings = ReportJob(
      Configuration.Report(script: file.path),
      of: ReportRequest(reports: [], now: moment),
      with: configuration,
      on: .sample
    )
    kind = file.kind
    name = file.name
  }
}

// MARK: - In the worker

extension PluginReviewJob {
  /// Loads the plug-in, and tries it on what is made up.
  func perform() async throws -> PluginReply {
    let configuration = surroundings.configuration()
    let found = configuration.plugins.files(of: kind)
    guard let file = found.files.first(where: { $0.name == name }) else {
      return PluginReply(problem: "\(name): the file is gone")
    }
    WorkerBounds(of: configuration.limits).apply()
    var reply = PluginReply()
    do {
      switch kind {
      case .provider: try look(at: file, &reply)
      case .writer: try await tryWriter(file, configuration, &reply)
      case .method: try await tryMethod(file, configuration, &reply)
      }
    } catch {
      reply.problem = "\(error)"
    }
    return reply
  }

  private func look(at file: PluginFile, _ reply: inout PluginReply) throws {
    let provider = try ProviderPlugin(file)
    let keys = provider.credentialChoices.joined().map { "`\($0)`" }.joined(separator: " and ")
    reply.title = provider.header.title
    reply.api = provider.header.api
    reply.sees =
      "replies of \(provider.defaultBaseURL), never \(keys.isEmpty ? "a secret" : keys), which tally sends"
  }

  private func tryWriter(
    _ file: PluginFile,
    _ configuration: Configuration,
    _ reply: inout PluginReply
  ) async throws {
    let run = WriterRun(
      file,
      libraryFolder: "\(configuration.plugins.path)/writers/lib",
      limits: configuration.limits,
      format: configuration.appearance.format,
      report: "made-up"
    )
    let made = try await run.write([
      WriterRun.Document(.everyBlock, file: "2026-10"),
      WriterRun.Document(ReportDocument(title: "Empty"), file: "2026-11"),
    ])
    reply.title = made.header.title
    reply.api = made.header.api
    reply.sees = "finished reports"
  }

  private func tryMethod(
    _ file: PluginFile,
    _ configuration: Configuration,
    _ reply: inout PluginReply
  ) async throws {
    let limits = configuration.limits
    let (header, use) = try await withLuaThread {
      let method = try MethodPlugin(file, in: try LuaState(limits: limits))
      return (method.header, method.use)
    }
    reply.title = header.title
    reply.api = header.api
    let script: String
    switch use {
    case .forecast:
      reply.sees = "the amounts of the days so far"
      script =
        "local days = {} for i = 1, 60 do days[i] = 100 + i % 7 * 10 end "
        + "forecast.series(days, { horizon = 14, method = \"\(file.name)\" })"
    case .allocation:
      reply.sees = "usage of a day, the targets and their tags"
      script =
        "allocation.policy { allocation.rule { \"made up\", with = \"\(file.name)\" } }:apply()"
    }
    let moment = Timestamp(milliseconds: surroundings.request.now)
    let store = MemoryStore(sampleOf: configuration, at: moment)
    let context = configuration.usageContext(at: moment)
    var input = ScriptInput(
      of: configuration,
      kept: store.sources(asOf: moment),
      at: moment,
      data: StoredUsage(store: store, context: context)
    )
    input.name = Self.trial
    input.source = Array("script { report = false } \(script)".utf8)
    do {
      _ = try await ScriptRunner.run(input)
    } catch let failure as ScriptFailure {
      reply.problem = Self.problem(of: file, failure.description)
    }
  }

  /// What messages call the script that tries a method.
  private static let trial = "a trial on made-up data"

  /// A failure of the trial as one of the method's file.
  private static func problem(of file: PluginFile, _ text: String) -> String {
    guard text.hasPrefix("\(trial):") else { return text }
    let line = text.prefix { $0 != "\n" }.dropFirst(trial.count + 1)
    let message = line.drop { $0 != " " }.dropFirst()
    return "\(file.path): in \(trial): \(message)"
  }
}

/// The other side of ``PluginReviews``: what the process does that looks at one plug-in.
public enum PluginReviewWorker {
  /// Reads a job from standard input, performs it, and writes the reply to standard output.
  ///
  /// - Returns: Whether there was a job; without one, nothing is written.
  public static func run() async throws -> Bool {
    try await WorkerPipe.serve(PluginReviewJob.self) { job in try await job.perform() }
  }
}
