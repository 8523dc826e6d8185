import Foundation
import LuaHost
import UsageModel
import UsagePlugins
public import UsageProviders

/// What the process is told that reads one reply with a plug-in.
struct PluginJob: Codable {
  var path: String
  var source: Data
  var request: String
  var headers: [String: String]
  var body: Data
  var observedAt: Int64
  var learntAt: Int64
  var limits: LuaLimits

  init(_ reading: PluginReading) {
    path = reading.path
    source = Data(reading.source)
    request = reading.reply.request
    headers = reading.reply.headers
    body = Data(reading.reply.body)
    observedAt = reading.reply.observedAt.milliseconds
    learntAt = reading.reply.learntAt.milliseconds
    limits = reading.limits
  }

  var reading: PluginReading {
    PluginReading(
      path: path,
      source: Array(source),
      reply: ProviderReply(
        request: request,
        headers: headers,
        body: Array(body),
        observedAt: Timestamp(milliseconds: observedAt),
        learntAt: Timestamp(milliseconds: learntAt)
      ),
      limits: limits
    )
  }
}

/// What the process answers.
enum PluginAnswer: Codable {
  case value(Data)
  case problem(PluginProblem)
}

/// The other side of ``PluginWorkers``: what the process does that reads one reply with a plug-in.
public enum PluginWorker {
  /// Reads a job from standard input, performs it, and writes the answer to standard output.
  ///
  /// - Returns: Whether there was a job; without one, nothing is written.
  public static func run() async throws -> Bool {
    try await WorkerPipe.serve(PluginJob.self) { job in
      // Nothing of the plug-in is read before.
      WorkerBounds(of: job.limits).apply()
      let reading = job.reading
      return try await withLuaThread { () -> PluginAnswer in
        do throws(PluginProblem) {
          return .value(Data(try reading.perform()))
        } catch {
          return .problem(error)
        }
      }
    }
  }
}

/// Reads replies with plug-ins, each in a process of its own.
///
/// What cannot be stopped in a process ends with it, and the other sources are fetched all the same.
public struct PluginWorkers: Sendable {
  /// The name of the command whose process reads one reply.
  public static let workerCommand: String = "plugin-worker"

  private let executable: String

  /// Creates workers; other programs name the command `tally` of this version.
  public init(executable: String) {
    self.executable = executable
  }

  /// What a plug-in's `normalise` returned.
  func read(_ reading: PluginReading) async throws(PluginProblem) -> [UInt8] {
    let limits = reading.limits
    let process = WorkerProcess(
      executable: executable,
      command: PluginWorkers.workerCommand,
      // The plug-in's own clock should be first.
      deadline: limits.wallTime + .seconds(2),
      outputLimit: 64 << 20
    )
    let end: (WorkerEnd, messages: [UInt8])
    do {
      switch try await process.run(try WorkerPipe.encode(PluginJob(reading))) {
      case .replied(let bytes):
        switch try? WorkerPipe.decode(PluginAnswer.self, from: bytes) {
        case .value(let value): return Array(value)
        case .problem(let problem): throw problem
        case nil: end = (.exited(0), [])
        }
      case .ended(let how, let messages): end = (how, messages)
      }
    } catch let problem as PluginProblem {
      throw problem
    } catch {
      throw PluginProblem(file: reading.path, message: "\(error)")
    }
    let problem = end.0.problem(of: reading.path, under: limits, end.messages)
    throw PluginProblem(
      file: reading.path,
      message: String(problem.description.dropFirst(reading.path.count + 2))
    )
  }
}

extension Configuration {
  /// What fetches the configured sources.
  ///
  /// - Parameter workers: What reads replies of platforms whose adapters are scripts; nil for this process.
  /// - Returns: The fetcher.
  public func fetcher(readingWith workers: PluginWorkers? = nil) -> UsageFetcher {
    let all = providers.all.map { provider -> any Provider in
      guard let workers, var plugin = provider as? ProviderPlugin else { return provider }
      plugin.reader = { reading throws(PluginProblem) in try await workers.read(reading) }
      return plugin
    }
    return UsageFetcher(
      transport: CurlTransport(version: Tallystick.version),
      providers: ProviderCatalogue(all)
    )
  }
}
