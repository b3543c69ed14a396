// Quick questions that the warm worker answers: about a learned model, about files that are being imported. Pure: no store, no files.
// To add one: a line in `Questions` (jobs/messages.ts), a case below, a function in its own file here.
import { importTables, previewTable } from '../../core/import/index.ts';
import { preTest } from '../../core/pre-test/index.ts';
import {
  assertNever,
  type LearnedModel,
  type Question,
  type QuestionName,
  type QuestionProgress,
  type Questions,
} from '../jobs/messages.ts';
import { derivativeBench } from './derivative-bench.ts';
import { fieldOnGrid } from './field.ts';
import { packFiles, unpackFiles } from './packed-files.ts';
import { rawLines } from './raw-lines.ts';
import { rollOut } from './rollout.ts';

/** Answers one question. @param models what the thread holds, by run id   @param report is told how far a long one is */
export function answerQuestion(
  question: Question,
  models: ReadonlyMap<string, LearnedModel>,
  report: (progress: QuestionProgress) => void = ignore,
): Questions[QuestionName]['answer'] {
  switch (question.name) {
    case 'field':
      return fieldOnGrid(modelOf(question.runId, models), question.request);
    case 'rollout':
      return rollOut(modelOf(question.runId, models), question.request);
    case 'preview':
      report({ phase: 'preview', fraction: null });
      return previewTable(question.file, question.recipe);
    case 'lines':
      return rawLines(question.file, question);
    case 'import':
      return importTables(question.files, question.recipe, report);
    case 'compare':
      return derivativeBench(question.request);
    case 'preTest':
      return preTest(question.dataset);
    case 'pack':
      report({ phase: 'pack', fraction: null });
      return packFiles(question.files);
    case 'unpack':
      return unpackFiles(question.files);
    default:
      return assertNever(question);
  }
}

function modelOf(runId: string, models: ReadonlyMap<string, LearnedModel>): LearnedModel {
  const model = models.get(runId);
  if (model === undefined) throw new Error(`answerQuestion: the model of run ${runId} was not given to this thread`);
  return model;
}

function ignore(): void {
  // Nobody asked how far it is.
}
