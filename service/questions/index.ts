// Quick questions that the warm worker answers: about a learned model, about files that are being imported. Pure: no store, no files.
// To add one: a line in `Questions` (jobs/messages.ts), a case below, a function in its own file here.
import { importTables, previewTable } from '../../core/import/index.ts';
import { assertNever, type LearnedModel, type Question, type QuestionName, type Questions } from '../jobs/messages.ts';
import { fieldOnGrid } from './field.ts';
import { readFile } from './read-files.ts';
import { rollOut } from './rollout.ts';

/** Answers one question. @param models what the thread holds, by run id */
export function answerQuestion(
  question: Question,
  models: ReadonlyMap<string, LearnedModel>,
): Questions[QuestionName]['answer'] {
  switch (question.name) {
    case 'field':
      return fieldOnGrid(modelOf(question.runId, models), question.request);
    case 'rollout':
      return rollOut(modelOf(question.runId, models), question.request);
    case 'preview': {
      const source = readFile(question.files[0]!);
      return question.format === null ? previewTable(source) : previewTable(source, question.format);
    }
    case 'import':
      return importTables(question.files.map(readFile), question.options);
    default:
      return assertNever(question);
  }
}

function modelOf(runId: string, models: ReadonlyMap<string, LearnedModel>): LearnedModel {
  const model = models.get(runId);
  if (model === undefined) throw new Error(`answerQuestion: the model of run ${runId} was not given to this thread`);
  return model;
}
