/** Standard errors from 0 below which nothing is seen. */
export const UNSEEN = 2;
/** From here on something is seen for certain; three standard errors do happen by chance when many signs are looked at. */
export const CERTAIN = 4;
