// The order matters: the faults hear a message before the real worker does.
import './faults.ts';
import '../../../service/jobs/worker.ts';
