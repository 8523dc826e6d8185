import CProcess
import Foundation
import UsageModel
import UsageStore

/// The other side of ``ReportWorkers``: what the process does that `tally worker` is.
public enum ReportWorker {
  /// Reads a job from standard input, performs it, and writes the reply to standard output.
  ///
  /// - Returns: Whether there was a job; without one, nothing is written.
  public static func run() async throws -> Bool {
    endWithReader()
    let input = try FileHandle.standardInput.readToEnd() ?? Data()
    let reply: [UInt8]
    do {
      let job = try WorkerPipe.decode(ReportJob.self, from: Array(input))
      reply = try WorkerPipe.encode(await perform(job))
    } catch WorkerPipe.Failure.version {
      reply = WorkerPipe.mark
    } catch WorkerPipe.Failure.unreadable {
      return false
    }
    try FileHandle.standardOutput.write(contentsOf: Data(reply))
    return true
  }

  private static func perform(_ job: ReportJob) async -> ReportReply {
    do {
      let configuration = job.configuration()
      let request = try job.reportRequest()
      // Nothing of the script is read before.
      WorkerBounds(of: configuration.limits).apply()
      let store: any UsageStore =
        switch job.usage {
        case .kept: try store(at: configuration.store)
        case .sample: sampleStore(of: configuration, at: request.now)
        }
      var run = ReportRun(configuration: configuration, store: store)
      run.afterScript = { WorkerBounds.allowRendering(under: configuration.limits) }
      let outcomes = try await run.render(request)
      return outcomes.first.map { ReportReply($0) } ?? .failure("no report was asked for")
    } catch {
      return ReportReply(error)
    }
  }

  /// Made-up usage, also of the sources that were imported into the folder's store, and made-up values of its metrics; a
  /// store that cannot be read has none.
  private static func sampleStore(
    of configuration: Configuration,
    at moment: Timestamp
  ) -> MemoryStore {
    let sample = MemoryStore(sampleOf: configuration, at: moment)
    if let kept = try? store(at: configuration.store) {
      try? sample.addSampleMetrics(like: kept, at: moment)
      try? sample.addSampleCharges(like: kept, in: configuration.currency, at: moment)
    }
    return sample
  }

  /// The store as the program left it, which has it open; one that was never fetched into is empty.
  private static func store(at path: String) throws(StoreError) -> any UsageStore {
    guard FileManager.default.fileExists(atPath: path) else { return MemoryStore() }
    return try SQLiteStore(reading: path)
  }

  /// Ends the process when nobody can read its reply any more, also in the middle of a script.
  ///
  /// The pipe tells it of every end of the program, where the kernel's own signal for that is tied to the thread that
  /// started the process.
  static func endWithReader() {
    Thread.detachNewThread {
      var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
      while poll(&output, 1, -1) < 0, errno == EINTR {}
      _exit(1)
    }
  }
}
