/** What the identification from measured motion says about itself in lists of methods. */
export const measuredMethod = {
  id: 'measured',
  label: 'Automatic, for measured motion',
  summary:
    'Treats the noise of measured motion by itself: smooths, finds friction where there is some, chooses how smooth H may be, and says how far the result can be trusted.',
  formula: 'H(q, p) = Σ cⱼ tanh(wⱼ·z + bⱼ) + quadratic terms, q̇ = ∂H/∂p, ṗ = −∂H/∂q + friction and inputs',
} as const;
